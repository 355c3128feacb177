/** The same values with room for one at `index`. */
export function grown<Numbers extends Int32Array | Float64Array>(
  values: Numbers,
  index: number,
  nothing: number,
): Numbers {
  const larger = new (values.constructor as new (length: number) => Numbers)(Math.max(values.length * 2, index + 1));
  larger.fill(nothing, values.length);
  larger.set(values);
  return larger;
}
