package dev.fanlight.autoconfigure.logging;

import java.util.List;
import java.util.Map;

import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.logging.LogBill;

/**
 * Shows the loggers that write most.
 *
 * @param bill the bill
 */
record LogBillSection(LogBill bill) implements EndpointSection {

	private static final int WORST = 20;

	@Override
	public String name() {
		return "log-bill";
	}

	@Override
	public Map<String, ?> read() {
		List<LogBill.Item> items = this.bill.items();
		return Map.of("lines", items.stream().mapToLong(LogBill.Item::lines).sum(), "bytes",
				items.stream().mapToLong(LogBill.Item::bytes).sum(), "worst",
				this.bill.worst(WORST)
					.stream()
					.map((item) -> Map.of("logger", item.logger(), "level", item.level(), "lines", item.lines(),
							"bytes", item.bytes(), "bytes-before", item.before()))
					.toList());
	}

}
