package io.mltwin.scoring.registry.scanning;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.armweb.Json;
import io.mltwin.scoring.registry.scanning.Advisory.Affected;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The advisories that images are compared with: a small sample that comes with the service, or the
 * file that the administrator has loaded in its place.
 */
@ApplicationScoped
class AdvisoryStore {

    private static final String SAMPLE = "/advisories/sample.json";

    private final ScanRepository rows;
    private volatile Loaded cached;

    AdvisoryStore(ScanRepository rows) {
        this.rows = rows;
    }

    /**
     * Which advisories are in force.
     *
     * @param source sample or loaded
     * @param loadedAt null for the sample
     */
    record Source(String source, int advisories, Instant loadedAt) {}

    private record Loaded(Instant at, int number, AdvisoryMatcher matcher) {}

    Source source() {
        Loaded loaded = current();
        return new Source(loaded.at() == null ? "sample" : "loaded", loaded.number(), loaded.at());
    }

    AdvisoryMatcher matcher() {
        return current().matcher();
    }

    /** Reads what is in force, again only when it was replaced, by another replica too. */
    private Loaded current() {
        Instant at = rows.advisoriesLoadedAt();
        Loaded known = cached;
        if (known == null || !Objects.equals(known.at(), at)) {
            String text = at == null ? sample() : rows.advisories();
            List<Advisory> advisories = parse(text);
            known = new Loaded(at, advisories.size(), new AdvisoryMatcher(advisories));
            cached = known;
        }
        return known;
    }

    private static String sample() {
        try (InputStream in = AdvisoryStore.class.getResourceAsStream(SAMPLE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The sample of advisories cannot be read", e);
        }
    }

    /**
     * Replaces the advisories.
     *
     * @param text a JSON array of OSV records
     * @throws io.mltwin.armweb.AzureException 400 for what is no such array; nothing changes then
     */
    @Transactional
    void load(String text) {
        validate(parse(text));
        rows.saveAdvisories(text);
    }

    /** Puts the sample in force again. */
    @Transactional
    void reset() {
        rows.deleteAdvisories();
    }

    private List<Advisory> parse(String text) {
        Advisory[] advisories = text == null
                ? null
                : Json.read(
                        text,
                        Advisory[].class,
                        e -> invalidRequestContent(
                                "The advisories are no JSON array of OSV records: " + Json.reason(e)));
        invalidRequestContentIf(advisories == null, "Give a JSON array of OSV records.");
        return Arrays.asList(advisories);
    }

    private static void validate(List<Advisory> advisories) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < advisories.size(); i++) {
            Advisory one = advisories.get(i);
            invalidRequestContentIf(
                    one == null || one.id() == null || one.affected() == null,
                    "The record [%s] has no 'id' or no 'affected': a record of OSV has both.",
                    i);
            invalidRequestContentIf(!ids.add(one.id()), "The id %s is there twice.", one.id());
            for (Affected affected : one.affected()) {
                invalidRequestContentIf(
                        affected == null
                                || affected.packageName() == null
                                || affected.packageName().name() == null
                                || affected.packageName().ecosystem() == null,
                        "The record %s needs affected[].package with ecosystem and name.",
                        one.id());
            }
        }
    }
}
