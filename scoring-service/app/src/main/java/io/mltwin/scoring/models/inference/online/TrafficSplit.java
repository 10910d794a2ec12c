package io.mltwin.scoring.models.inference.online;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;

/** Chooses deployments by the percentages of an endpoint's traffic. */
@Singleton
record TrafficSplit(SecureRandom random) {

    private static final int ALL = 100;

    /** Returns the deployment of one request; empty for a share that no deployment has. */
    Optional<String> choose(Map<String, Integer> percents) {
        if (percents.isEmpty()) {
            return Optional.empty();
        }
        int left = random.nextInt(ALL);
        for (Map.Entry<String, Integer> one : percents.entrySet()) {
            left -= one.getValue();
            if (left < 0) {
                return Optional.of(one.getKey());
            }
        }
        return Optional.empty();
    }
}
