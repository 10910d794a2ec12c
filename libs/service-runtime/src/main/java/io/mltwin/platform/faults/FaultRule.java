package io.mltwin.platform.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A fault as the operator orders it. What is left out does not restrict it.
 *
 * @param operation method and path, {@code GET /secrets/*}; a path with a host before it is that
 *     host's alone; {@code *} stands for any characters, also as the method
 * @param tenant id of the caller's tenant; at Azure AD the one that the path names
 * @param principal object id of the caller
 * @param internal true for what the platform's own parts send each other, and for nothing else
 * @param status of the answer
 * @param code of the answer's error; left out it is Azure's own for the status
 * @param latencyMillis how long the request waits first
 * @param reset ends the connection without an answer
 * @param retryAfterSeconds of a 429 or 503; left out it is 1
 * @param rate which part of the requests it hits, up to 1
 * @param seed of the choice which these are; the same seed chooses the same ones
 * @param times how many requests it hits at most
 */
public record FaultRule(
        String operation,
        String tenant,
        String principal,
        Boolean internal,
        Integer status,
        String code,
        Integer latencyMillis,
        Boolean reset,
        Integer retryAfterSeconds,
        Double rate,
        Long seed,
        Integer times) {

    private static final int LONGEST_MILLIS = 300_000;
    private static final int LONGEST_SECONDS = 3600;
    private static final int MOST_TIMES = 1_000_000;
    private static final String OPERATION = "([A-Z]+|\\*) [^ /]{0,255}/[^ ]{0,1024}|(\\*|[A-Z]+) \\*";
    private static final String ID = "[0-9a-fA-F-]{36}";

    private static final Set<String> NAMES = Stream.of(FaultRule.class.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toSet());

    private record Row(Predicate<FaultRule> wrong, String text) {}

    private static final List<Row> ROWS = List.of(
            row(
                    rule -> !rule.hasStatus() && !rule.isReset() && rule.latencyMillis == null,
                    "Nothing is to go wrong: give status, reset or latencyMillis."),
            row(rule -> rule.hasStatus() && rule.isReset(), "status and reset exclude each other."),
            row(rule -> rule.hasStatus() && isOutside(rule.status, 400, 599), "status must be an error, 400 to 599."),
            row(rule -> rule.code != null && !rule.hasStatus(), "code needs a status."),
            row(
                    rule -> !fits(rule.code, "[A-Za-z][A-Za-z0-9_.]{0,99}"),
                    "code must be up to 100 letters, digits, dots and underscores, and begin with a letter."),
            row(
                    rule -> isOutside(rule.latencyMillis, 1, LONGEST_MILLIS),
                    "latencyMillis must be 1 to " + LONGEST_MILLIS + "."),
            row(
                    rule -> rule.retryAfterSeconds != null && !rule.isRetried(),
                    "retryAfterSeconds needs the status 429 or 503."),
            row(
                    rule -> isOutside(rule.retryAfterSeconds, 0, LONGEST_SECONDS),
                    "retryAfterSeconds must be 0 to " + LONGEST_SECONDS + "."),
            row(rule -> rule.rate != null && !(rule.rate > 0 && rule.rate <= 1), "rate must be above 0 and at most 1."),
            row(rule -> rule.seed != null && rule.rate == null, "seed needs a rate."),
            row(rule -> isOutside(rule.times, 1, MOST_TIMES), "times must be 1 to " + MOST_TIMES + "."),
            row(
                    rule -> !fits(rule.operation, OPERATION),
                    "operation must be a method and a path such as 'GET /secrets/*', where * stands for any"
                            + " characters."),
            row(rule -> !fits(rule.tenant, ID), "tenant must be the id of a tenant."),
            row(rule -> !fits(rule.principal, ID), "principal must be an object id."));

    private static Row row(Predicate<FaultRule> wrong, String text) {
        return new Row(wrong, text);
    }

    /**
     * Reads a rule.
     *
     * @throws AzureException 400 that names all that is wrong
     */
    static FaultRule read(JsonNode body) {
        Stream<String> unknown = body.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !NAMES.contains(name))
                .map(name -> "There is no setting '" + name + "'.");
        FaultRule rule = Json.read(body, FaultRule.class, failure -> wrong(List.of(Json.reason(failure))));
        List<String> wrong = Stream.concat(
                        unknown,
                        ROWS.stream().filter(row -> row.wrong.test(rule)).map(Row::text))
                .toList();
        if (!wrong.isEmpty()) {
            throw wrong(wrong);
        }
        return rule;
    }

    private static AzureException wrong(List<String> texts) {
        return AzureException.badRequest("InvalidFault", "%s", String.join(" ", texts));
    }

    boolean hasStatus() {
        return status != null;
    }

    boolean isReset() {
        return Boolean.TRUE.equals(reset);
    }

    boolean isInternal() {
        return Boolean.TRUE.equals(internal);
    }

    boolean isRetried() {
        return hasStatus() && (status == 429 || status == 503);
    }

    private static boolean isOutside(Integer value, int least, int most) {
        return value != null && (value < least || value > most);
    }

    private static boolean fits(String value, String form) {
        return value == null || value.matches(form);
    }
}
