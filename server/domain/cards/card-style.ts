/** A4, always light, legible without fonts or scripts from anywhere. */
export const CARD_STYLE = `
@page { size: A4; margin: 18mm 16mm }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 178mm; padding: 16mm 4mm; color: #1b1d22; background: #fff; font: 10pt/1.5 "IBM Plex Sans", "Segoe UI", system-ui, sans-serif; font-variant-numeric: tabular-nums }
h1 { margin: 0; font-size: 18pt; line-height: 1.25 }
h2 { margin: 8mm 0 2mm; padding-top: 2mm; border-top: 1px solid #1b1d22; font-size: 11pt; break-after: avoid }
p { margin: 0 0 2mm; max-width: 68ch; white-space: pre-line }
.answer { font-size: 13pt; line-height: 1.4; margin: 2mm 0 0 }
.muted { color: #5a5f69 } .late { font-weight: 600 } .missing { font-style: italic; color: #5a5f69 }
code { font: 8.5pt/1.4 "IBM Plex Mono", ui-monospace, monospace; overflow-wrap: anywhere }
dl { display: grid; grid-template-columns: 34mm 1fr; margin: 0 } dt, dd { margin: 0; padding: 1mm 0; border-bottom: 1px solid #e3e4e8 } dt { color: #5a5f69 }
table { width: 100%; border-collapse: collapse; font-size: 9pt; margin-bottom: 3mm } th, td { text-align: left; padding: 1mm 2mm 1mm 0; border-bottom: 1px solid #e3e4e8; vertical-align: top } thead th { color: #5a5f69; font-weight: 400; border-color: #9a9ea8 } tbody th { font-weight: 400 } .n { text-align: right }
tr { break-inside: avoid }
footer { margin-top: 10mm; padding-top: 2mm; border-top: 1px solid #9a9ea8; font-size: 8.5pt; color: #5a5f69 }
@media print { body { padding: 0; max-width: none } }
`
