package dev.fanlight.autoconfigure;

import java.util.List;

import dev.fanlight.tracing.propagation.AddressRange;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of IP addresses that a user lists, for rooms that do not see the one that reads
 * them. Names are never looked up.
 */
public final class AddressList {

	private final List<AddressRange> ranges;

	private AddressList(List<AddressRange> ranges) {
		this.ranges = ranges;
	}

	/**
	 * Read ranges.
	 * @param ranges such as {@code 10.0.0.0/8} or {@code ::1}
	 * @return the list
	 * @throws IllegalArgumentException if one is no range; the message is a sentence
	 */
	public static AddressList of(List<String> ranges) {
		return new AddressList(ranges.stream().map(AddressRange::of).toList());
	}

	/**
	 * Whether nothing is listed.
	 * @return whether the list is empty
	 */
	public boolean isEmpty() {
		return this.ranges.isEmpty();
	}

	/**
	 * Whether an address is listed.
	 * @param address the address, or {@code null}
	 * @return whether it is; never for what is no address
	 */
	public boolean contains(@Nullable String address) {
		return this.ranges.stream().anyMatch((range) -> range.contains(address));
	}

}
