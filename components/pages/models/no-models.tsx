import { LinkButton } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Stepper } from '../../ui/stepper.tsx'

/** The list on the first day. */
export function NoModels() {
  return (
    <>
      <Empty
        title="No model registered yet"
        actions={
          <>
            <LinkButton href="/models/new">Upload an ONNX file</LinkButton>
            <LinkButton href="/datasets/new" variant="quiet">
              Declare a dataset
            </LinkButton>
          </>
        }
      >
        Register a model and send its ONNX file, here or through the API. Nothing can serve until it has evidence and a grant.
      </Empty>
      <Stepper
        label="From a file to a prediction"
        steps={[
          { title: 'Register', detail: 'a model and a file', status: 'current' },
          { title: 'Assess', detail: 'five kinds of evidence', status: 'next' },
          { title: 'Request', detail: 'signatures by tier', status: 'next' },
          { title: 'Deploy', detail: 'under a grant', status: 'next' },
        ]}
      />
    </>
  )
}
