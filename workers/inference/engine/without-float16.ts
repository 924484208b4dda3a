// ONNX Runtime's binding takes half-precision data as 16-bit words; where Float16Array exists its JavaScript side wraps
// them in one, which the binding reads as empty. Imported before it.
Reflect.deleteProperty(globalThis, 'Float16Array')
