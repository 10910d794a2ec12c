package io.mltwin.workspace.storage.cors;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.mltwin.armweb.Json;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The rules of a service, at most five, looked through in their order. */
public record CorsRules(List<CorsRule> rules) {

    public static final CorsRules NONE = new CorsRules(List.of());

    private static final int MOST = 5;
    private static final int LARGEST = 2048;

    /**
     * Rules that keep Azure's limits.
     *
     * @throws IllegalArgumentException that says which they do not keep
     */
    public static CorsRules of(List<CorsRule> rules) {
        if (rules.size() > MOST) {
            throw new IllegalArgumentException("a service has at most " + MOST + " rules.");
        }
        rules.forEach(CorsRule::check);
        if (rules.stream().mapToInt(CorsRule::length).sum() > LARGEST) {
            throw new IllegalArgumentException("all rules together have at most 2 KiB.");
        }
        return rules.isEmpty() ? NONE : new CorsRules(List.copyOf(rules));
    }

    @JsonIgnore
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    Optional<CorsRule> first(Predicate<CorsRule> matches) {
        return rules.stream().filter(matches).findFirst();
    }

    /** In one column, as JSON; null: none. */
    @Converter
    public static final class Column implements AttributeConverter<CorsRules, String> {

        @Override
        public String convertToDatabaseColumn(CorsRules rules) {
            return rules == null || rules.isEmpty() ? null : Json.write(rules);
        }

        @Override
        public CorsRules convertToEntityAttribute(String column) {
            return column == null ? NONE : Json.read(column, CorsRules.class);
        }
    }
}
