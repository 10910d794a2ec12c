package io.mltwin.scoring.registry.scanning;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The fields of an advisory in the format of OSV that are read (ossf.github.io/osv-schema, 1.6). */
record Advisory(
        String id,
        List<String> aliases,
        String summary,
        String details,
        Instant published,
        Instant withdrawn,
        List<Severity> severity,
        List<Affected> affected,
        List<Reference> references) {

    Advisory {
        aliases = present(aliases);
        severity = present(severity);
        references = present(references);
    }

    /** Returns the list without nulls; empty for none. */
    private static <T> List<T> present(List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }

    /**
     * @param type CVSS_V3 is read
     * @param score the vector
     */
    record Severity(String type, String score) {}

    record Reference(String type, String url) {}

    record Affected(Package packageName, List<Range> ranges, List<String> versions) {

        @JsonCreator
        Affected(
                @JsonProperty("package") Package packageName,
                @JsonProperty("ranges") List<Range> ranges,
                @JsonProperty("versions") List<String> versions) {
            this.packageName = packageName;
            this.ranges = present(ranges);
            this.versions = present(versions);
        }
    }

    record Package(String ecosystem, String name) {}

    /**
     * @param type ECOSYSTEM and SEMVER are read; GIT names commits
     */
    record Range(String type, List<Event> events) {

        Range {
            events = present(events);
        }
    }

    /** One of the members is set. */
    record Event(
            String introduced,
            String fixed,
            @JsonProperty("last_affected") String lastAffected) {}

    /** The CVE ids among its own id and its aliases. */
    List<String> cves() {
        return Stream.concat(Stream.of(id), aliases.stream())
                .filter(one -> one.startsWith("CVE-"))
                .distinct()
                .toList();
    }

    /** The CVSS vector, or null. */
    String vector() {
        return severity.stream()
                .filter(one -> "CVSS_V3".equals(one.type()) && one.score() != null)
                .map(Severity::score)
                .findFirst()
                .orElse(null);
    }
}
