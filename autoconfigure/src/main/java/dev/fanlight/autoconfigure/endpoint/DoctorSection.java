package dev.fanlight.autoconfigure.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.fanlight.autoconfigure.Diagnosis.Finding;
import dev.fanlight.autoconfigure.EndpointSection;

/**
 * What the doctor finds, examined with every request: a canary is sent along. The whole
 * endpoint shows what can be told at once.
 */
final class DoctorSection implements EndpointSection {

	private final Doctor doctor;

	DoctorSection(Doctor doctor) {
		this.doctor = doctor;
	}

	@Override
	public String name() {
		return "doctor";
	}

	@Override
	public Map<String, ?> read() {
		return content(this.doctor.examine());
	}

	@Override
	public Map<String, ?> overview() {
		return content(this.doctor.glance());
	}

	private static Map<String, ?> content(List<Finding> findings) {
		Map<String, Object> content = new LinkedHashMap<>();
		content.put("healthy", findings.isEmpty());
		content.put("findings", findings.stream().map(DoctorSection::row).toList());
		return content;
	}

	private static Map<String, String> row(Finding finding) {
		Map<String, String> row = new LinkedHashMap<>();
		row.put("subject", finding.subject());
		row.put("finding", finding.sentence());
		row.put("fix", finding.fix());
		return row;
	}

}
