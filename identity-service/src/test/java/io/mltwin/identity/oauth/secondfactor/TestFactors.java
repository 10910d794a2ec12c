package io.mltwin.identity.oauth.secondfactor;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Second factors that some accounts have set up. */
public final class TestFactors {

    private TestFactors() {}

    public static SecondFactors of(String... objectIds) {
        return new SecondFactors(new Enrolled(Set.of(objectIds)), null, null, null);
    }

    private static final class Enrolled extends TotpRepository {

        private final Set<String> objectIds;

        Enrolled(Set<String> objectIds) {
            this.objectIds = objectIds;
        }

        @Override
        public Optional<TotpEntity> findByIdOptional(String objectId) {
            return objectIds.contains(objectId)
                    ? Optional.of(new TotpEntity(objectId, new byte[0], 0, Instant.EPOCH))
                    : Optional.empty();
        }
    }
}
