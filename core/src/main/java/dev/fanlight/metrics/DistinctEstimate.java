package dev.fanlight.metrics;

/**
 * Estimates how many distinct values were seen, without keeping any: HyperLogLog with 256
 * registers, so 256 bytes and a standard error of 6.5 %. Threads that meet in a register
 * may lose one step of it; the estimate is then lower, never higher.
 */
final class DistinctEstimate {

	private static final int REGISTERS = 256;

	private static final double CORRECTION = 0.7213 / (1 + 1.079 / REGISTERS);

	private final byte[] registers = new byte[REGISTERS];

	void add(String value) {
		long hash = mix(value);
		int register = (int) (hash >>> 56);
		byte rank = (byte) (Long.numberOfLeadingZeros(hash << 8 | 1L << 7) + 1);
		if (this.registers[register] < rank) {
			this.registers[register] = rank;
		}
	}

	long estimate() {
		double sum = 0;
		int empty = 0;
		for (byte register : this.registers) {
			sum += 1.0 / (1L << register);
			empty += (register == 0) ? 1 : 0;
		}
		double estimate = CORRECTION * REGISTERS * REGISTERS / sum;
		if (estimate <= 2.5 * REGISTERS && empty > 0) {
			estimate = REGISTERS * Math.log((double) REGISTERS / empty);
		}
		return Math.round(estimate);
	}

	/** Two hashes of 32 bits, since that of a string is too short and too regular. */
	private static long mix(String value) {
		int second = 0;
		for (int i = 0; i < value.length(); i++) {
			second = (second ^ value.charAt(i)) * 0x01000193;
		}
		long hash = ((long) value.hashCode() << 32) ^ (second & 0xffffffffL);
		hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
		hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
		return hash ^ (hash >>> 33);
	}

}
