package dev.fanlight.metrics;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseVocabularyTests {

	@ParameterizedTest
	@CsvSource(textBlock = """
			select 1                              | SELECT
			'  SELECT * from a'                   | SELECT
			select*from a                         | SELECT
			(select 1) union (select 2)           | SELECT
			/* insert */ update a set b = 1       | UPDATE
			'/* open'                             | OTHER
			with a as (select 1) select * from a  | WITH
			{call p(?)}                           | CALL
			'Create table a (b int)'              | DDL
			truncate a                            | DDL
			selection                             | OTHER
			explain select 1                      | OTHER
			''                                    | OTHER
			""", delimiter = '|')
	void statementIsKnownByItsFirstWord(String sql, StatementKind kind) {
		assertThat(StatementKind.of(sql)).isEqualTo(kind);
		assertThat(StatementKind.of("-- delete\n" + sql)).isEqualTo(kind);
	}

	@ParameterizedTest
	@CsvSource({ "08006, CONNECTION", "22001, DATA", "23505, CONSTRAINT", "28P01, AUTHORIZATION", "40P01, ROLLBACK",
			"42601, SYNTAX", "53300, RESOURCES", "57P01, INTERVENTION", "57014, TIMEOUT", "55P03, TIMEOUT",
			"HYT00, TIMEOUT", "XX000, OTHER", "4, OTHER" })
	void errorIsKnownByItsState(String state, DatabaseError kind) {
		assertThat(DatabaseError.of(new RuntimeException(new SQLException("failed", state)))).isEqualTo(kind);
	}

	@Test
	void timeoutIsKnownByItsClass() {
		assertThat(DatabaseError.of(new SQLTimeoutException("late", "42000"))).isEqualTo(DatabaseError.TIMEOUT);
		assertThat(DatabaseError
			.of(new SQLTransientConnectionException("pool - Connection is not available, request timed out after 9ms")))
			.isEqualTo(DatabaseError.TIMEOUT);
		assertThat(DatabaseError.of(new IllegalStateException())).isEqualTo(DatabaseError.OTHER);
	}

}
