package dev.fanlight.tracing.propagation;

import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Where headers may go, and where requests come from.
 */
class HostsTests {

	@ParameterizedTest
	@CsvSource({ "*,any.example.org,true", "orders.example.org,ORDERS.example.org,true",
			"orders.example.org,orders.example.org.,true", "example.org,orders.example.org,false",
			"*.example.org,orders.example.org,true", "*.example.org,example.org,false",
			"*.example.org,evilexample.org,false", "*.example.org,example.org.evil.net,false",
			"simple-names,orders,true", "simple-names,example.org,false", "simple-names,[::2],false", "::1,[::1],true",
			"127.0.0.1,127.0.0.1,true" })
	void hostMayHaveThem(String pattern, String host, boolean expected) {
		assertThat(new Hosts(List.of(pattern)).contains(host)).isEqualTo(expected);
	}

	@Test
	void nobodyMayHaveThemWithoutAHost() {
		assertThat(new Hosts(List.of()).contains("orders")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "https://example.org", "a b", "*example.org", "example.org/path" })
	void otherTextIsNoHost(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Hosts(List.of(text)));
	}

	@ParameterizedTest
	@CsvSource({ "10.0.0.0/8,10.255.1.2,true", "10.0.0.0/8,11.0.0.1,false", "192.168.4.0/22,192.168.7.255,true",
			"192.168.4.0/22,192.168.8.0,false", "0.0.0.0/0,1.2.3.4,true", "127.0.0.1,127.0.0.1,true",
			"127.0.0.1,127.0.0.2,false", "::1,0:0:0:0:0:0:0:1,true", "fd00::/8,fd12::1%eth0,true",
			"fd00::/8,fe80::1,false", "10.0.0.0/8,::ffff:10.1.1.1,true", "10.0.0.0/8,localhost,false",
			"10.0.0.0/8,10.0.0.256,false", "::/0,10.0.0.1,false", "::1,[::1],true", "::/0,.:1,false" })
	void addressLiesInRange(String range, String address, boolean expected) {
		assertThat(AddressRange.of(range).contains(address)).isEqualTo(expected);
		assertThat(AddressRange.of(range).contains(null)).isFalse();
	}

	@Test
	void noNameIsLookedUp(@TempDir Path directory) throws Exception {
		Path names = Files.writeString(directory.resolve("hosts"), "10.0.0.1 g:1 .:1 x[a:1]\n");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Djdk.net.hosts.file=" + names, "-cp", System.getProperty("java.class.path"), LookUp.class.getName(),
				"g:1", ".:1", "x[a:1]")
			.redirectError(Redirect.DISCARD)
			.start();
		assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("[]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "localhost", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/", "10.0.0.0/-1", "::1/129",
			"10.0.0.300", "example.org/8", ":::" })
	void otherTextIsNoRange(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.of(text));
	}

	/** In a process of its own, whose names all lie in the range. */
	static final class LookUp {

		public static void main(String[] addresses) {
			AddressRange range = AddressRange.of("10.0.0.1");
			System.out.print(Arrays.stream(addresses).filter(range::contains).toList());
		}

	}

}
