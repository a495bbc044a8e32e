/** Numbers in memory that worker threads can see, growing by half when full. */
export class Uint32Column {
  /** All the room there is, filled up to `length`; replaced when it grows. */
  values: Uint32Array
  length = 0

  constructor(capacity = 1024) {
    this.values = shared32(capacity)
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = shared32(Math.ceil(this.values.length * 1.5))
      larger.set(this.values)
      this.values = larger
    }
    this.values[this.length++] = value
  }

  /** What was pushed, on the same memory; costs an object, so not for inner loops. */
  view(): Uint32Array {
    return this.values.subarray(0, this.length)
  }
}

/** Zeros that worker threads can see. */
export function shared32(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(length * 4))
}

export function shared8(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length))
}
