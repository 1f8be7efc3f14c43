package dev.fanlight.benchmarks;

import java.util.function.Function;
import java.util.function.UnaryOperator;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import dev.fanlight.logging.JsonLineEncoder;
import dev.fanlight.logging.LogIdentity;
import dev.fanlight.logging.LogRedaction;
import dev.fanlight.logging.StackTraceText;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.mask.MaskingJsonGeneratorDecorator;
import org.openjdk.jmh.infra.Blackhole;

import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

/** Ways to write a log line, each behind a logger of a Logback context of its own. */
enum LineWriter {

	FANLIGHT {

		@Override
		Function<ILoggingEvent, byte[]> encoder(LoggerContext context) {
			return fanlight(context, LogRedaction.install(context, null)::redactStackTrace);
		}

	},

	FANLIGHT_OFF {

		@Override
		Function<ILoggingEvent, byte[]> encoder(LoggerContext context) {
			return fanlight(context, UnaryOperator.identity());
		}

	},

	/** The pattern of Boot's text lines, without colours. */
	TEXT {

		@Override
		Function<ILoggingEvent, byte[]> encoder(LoggerContext context) {
			PatternLayoutEncoder encoder = new PatternLayoutEncoder();
			encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %5p 4711 --- [orders] [%15.15t] %-40.40logger{39} : "
					+ "%m%n%xEx");
			return started(encoder, context);
		}

	},

	BOOT_ECS {

		@Override
		Function<ILoggingEvent, byte[]> encoder(LoggerContext context) {
			return boot(context, "ecs");
		}

	},

	BOOT {

		@Override
		Function<ILoggingEvent, byte[]> encoder(LoggerContext context) {
			return boot(context, "logstash");
		}

	},

	LOGSTASH {

		@Override
		Function<ILoggingEvent, byte[]> encoder(LoggerContext context) {
			return started(new LogstashEncoder(), context);
		}

	},

	/** With the first twelve masks of the chain. */
	LOGSTASH_MASKS {

		@Override
		Function<ILoggingEvent, byte[]> encoder(LoggerContext context) {
			LogstashEncoder encoder = new LogstashEncoder();
			MaskingJsonGeneratorDecorator masking = new MaskingJsonGeneratorDecorator();
			Masks.ALL.subList(0, 12)
				.forEach((mask) -> masking
					.addValueMask(new MaskingJsonGeneratorDecorator.ValueMask(mask.expression(), mask.replacement())));
			masking.start();
			encoder.addDecorator(masking);
			return started(encoder, context);
		}

	};

	abstract Function<ILoggingEvent, byte[]> encoder(LoggerContext context);

	/** A logger at level INFO. */
	Logger logger(String... mdc) {
		LoggerContext context = new LoggerContext();
		context.setMDCAdapter(new LogbackMDCAdapter());
		for (int i = 0; i < mdc.length; i += 2) {
			context.getMDCAdapter().put(mdc[i], mdc[i + 1]);
		}
		Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
		root.setLevel(Level.INFO);
		Sink sink = new Sink(encoder(context));
		sink.setContext(context);
		sink.start();
		root.addAppender(sink);
		return context.getLogger("dev.shop.orders.OrderService");
	}

	private static Function<ILoggingEvent, byte[]> fanlight(LoggerContext context, UnaryOperator<String> redaction) {
		return new JsonLineEncoder(context, new LogIdentity("orders", "production", "1.4.2"),
				new StackTraceText(redaction))::encode;
	}

	private static Function<ILoggingEvent, byte[]> boot(LoggerContext context, String format) {
		context.putObject(Environment.class.getName(), new StandardEnvironment());
		StructuredLogEncoder encoder = new StructuredLogEncoder();
		encoder.setFormat(format);
		return started(encoder, context);
	}

	private static Function<ILoggingEvent, byte[]> started(Encoder<ILoggingEvent> encoder, LoggerContext context) {
		encoder.setContext(context);
		encoder.start();
		return encoder::encode;
	}

	private static final class Sink extends UnsynchronizedAppenderBase<ILoggingEvent> {

		private final Blackhole blackhole = new Blackhole(
				"Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.");

		private final Function<ILoggingEvent, byte[]> encoder;

		Sink(Function<ILoggingEvent, byte[]> encoder) {
			this.encoder = encoder;
		}

		@Override
		protected void append(ILoggingEvent event) {
			this.blackhole.consume(this.encoder.apply(event));
		}

	}

}
