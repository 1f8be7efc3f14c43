package dev.fanlight.alerting;

import java.util.Arrays;

/**
 * The requests of one route since the start of the process.
 *
 * @param count how many there were
 * @param faults how many of them the service failed
 * @param edges the upper edges of the buckets in seconds, ascending and finite, none
 * without a histogram
 * @param buckets for each edge, how many requests took at most as long
 */
public record RequestTotals(double count, double faults, double[] edges, double[] buckets) {

	static final RequestTotals NONE = new RequestTotals(0, 0, new double[0], new double[0]);

	/**
	 * Add what is counted apart, for example by status. Buckets that only one of them has
	 * are left out: what remains is exact, and wider.
	 * @param other the other
	 * @return the sum
	 */
	public RequestTotals plus(RequestTotals other) {
		if (this.count == 0) {
			return new RequestTotals(other.count, this.faults + other.faults, other.edges, other.buckets);
		}
		if (other.count == 0) {
			return new RequestTotals(this.count, this.faults + other.faults, this.edges, this.buckets);
		}
		return combine(other, 1);
	}

	/**
	 * What came since.
	 * @param before the same earlier
	 * @return the difference, or all of it if it was counted anew
	 */
	public RequestTotals since(RequestTotals before) {
		if (before.count == 0 || before.count > this.count) {
			return this;
		}
		return combine(before, -1);
	}

	private RequestTotals combine(RequestTotals other, int sign) {
		double[] edges = this.edges;
		if (!Arrays.equals(edges, other.edges)) {
			edges = Arrays.stream(edges).filter((edge) -> Arrays.binarySearch(other.edges, edge) >= 0).toArray();
		}
		double[] sums = new double[edges.length];
		for (int i = 0; i < edges.length; i++) {
			sums[i] = at(edges[i]) + sign * other.at(edges[i]);
		}
		return new RequestTotals(this.count + sign * other.count, Math.max(0, this.faults + sign * other.faults), edges,
				sums);
	}

	private double at(double edge) {
		return this.buckets[Arrays.binarySearch(this.edges, edge)];
	}

	double errorRate() {
		return this.faults / this.count;
	}

	/**
	 * A percentile as {@code histogram_quantile} of Prometheus has it: linear within the
	 * bucket, hence wrong by the width of the bucket at most; the highest edge if it lies
	 * beyond.
	 * @param quantile from 0 to 1
	 * @return seconds, or NaN without a histogram
	 */
	double percentile(double quantile) {
		int bucket = bucket(quantile);
		if (bucket < 0) {
			return Double.NaN;
		}
		if (bucket == this.edges.length) {
			return this.edges[bucket - 1];
		}
		double below = (bucket > 0) ? this.buckets[bucket - 1] : 0;
		double lower = (bucket > 0) ? this.edges[bucket - 1] : 0;
		double inside = this.buckets[bucket] - below;
		double part = (inside > 0) ? (quantile * this.count - below) / inside : 1;
		return lower + (this.edges[bucket] - lower) * Math.min(1, Math.max(0, part));
	}

	/**
	 * Between what a percentile lies.
	 * @param quantile from 0 to 1
	 * @return the bucket in words
	 */
	String bucketWords(double quantile) {
		int bucket = bucket(quantile);
		if (bucket == this.edges.length) {
			return "longer than " + Words.seconds(this.edges[bucket - 1]);
		}
		return "between " + ((bucket > 0) ? Words.seconds(this.edges[bucket - 1]) : "0") + " and "
				+ Words.seconds(this.edges[bucket]);
	}

	private int bucket(double quantile) {
		if (this.edges.length == 0) {
			return -1;
		}
		int bucket = 0;
		while (bucket < this.edges.length && this.buckets[bucket] < quantile * this.count) {
			bucket++;
		}
		return bucket;
	}

	boolean isSame(RequestTotals other) {
		return this.count == other.count && this.faults == other.faults && this.edges.length == other.edges.length;
	}

}
