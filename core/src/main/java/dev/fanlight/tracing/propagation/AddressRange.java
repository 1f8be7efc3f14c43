package dev.fanlight.tracing.propagation;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A range of IP addresses in CIDR notation, or a single address. Names are never looked
 * up.
 */
public final class AddressRange {

	private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

	/** With a colon, what the JDK takes for an address or for none, never for a name. */
	private static final Pattern IPV6 = Pattern.compile("\\[?[0-9a-fA-F:][0-9a-fA-F:.]*]?");

	private final byte[] network;

	private final int bits;

	private AddressRange(byte[] network, int bits) {
		this.network = network;
		this.bits = bits;
	}

	/**
	 * Read a range.
	 * @param text for example {@code 10.0.0.0/8} or {@code ::1}
	 * @return the range
	 * @throws IllegalArgumentException if it is none; the message is a sentence
	 */
	public static AddressRange of(String text) {
		int slash = text.indexOf('/');
		byte[] network = parse((slash < 0) ? text : text.substring(0, slash));
		String bits = (slash < 0) ? "" : text.substring(slash + 1);
		if (network == null
				|| (slash >= 0 && (!bits.matches("\\d{1,3}") || Integer.parseInt(bits) > 8 * network.length))) {
			throw new IllegalArgumentException("must be a range of addresses such as 10.0.0.0/8 or ::1");
		}
		return new AddressRange(network, (slash < 0) ? 8 * network.length : Integer.parseInt(bits));
	}

	/**
	 * Whether an address lies in the range.
	 * @param address the address, or {@code null}
	 * @return whether it does; never for what is no address
	 */
	public boolean contains(@Nullable String address) {
		byte[] bytes = (address != null) ? parse(address) : null;
		if (bytes == null || bytes.length != this.network.length) {
			return false;
		}
		for (int bit = 0; bit < this.bits; bit += 8) {
			int mask = (this.bits - bit >= 8) ? 0xff : 0xff << (8 - (this.bits - bit));
			if (((bytes[bit / 8] ^ this.network[bit / 8]) & mask) != 0) {
				return false;
			}
		}
		return true;
	}

	private static byte @Nullable [] parse(String text) {
		int zone = text.indexOf('%');
		String address = (zone < 0) ? text : text.substring(0, zone);
		Pattern kind = (address.indexOf(':') < 0) ? IPV4 : IPV6;
		if (!kind.matcher(address).matches()) {
			return null;
		}
		try {
			for (String part : (address.indexOf(':') < 0) ? address.split("\\.") : new String[0]) {
				if (Integer.parseInt(part) > 255) {
					return null;
				}
			}
			return InetAddress.getByName(address).getAddress();
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

}
