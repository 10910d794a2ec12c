package io.mltwin.compute.environments;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An environment of a user's own, or one of its versions.
 *
 * @param version empty of an environment itself
 */
record RegisteredEnvironment(String version, EnvironmentContent content, Instant created, Instant modified) {

    /** An environment with its versions, newest first. */
    record Container(RegisteredEnvironment itself, List<RegisteredEnvironment> versions) {

        Container {
            versions = versions.stream()
                    .sorted(Comparator.comparing(RegisteredEnvironment::created)
                            .thenComparing(RegisteredEnvironment::number)
                            .reversed())
                    .toList();
        }

        String name() {
            return itself.content().name();
        }

        Optional<RegisteredEnvironment> latest() {
            return versions.stream().findFirst();
        }

        /** Returns the version that is next by itself: one more than the greatest number. */
        String nextVersion() {
            long greatest = versions.stream()
                    .mapToLong(RegisteredEnvironment::number)
                    .max()
                    .orElse(0);
            return Long.toString(greatest + 1);
        }
    }

    private static final String NUMBER = "[0-9]{1,15}";

    /** Returns the version as a number; zero for a version that is none. */
    long number() {
        return version.matches(NUMBER) ? Long.parseLong(version) : 0;
    }
}
