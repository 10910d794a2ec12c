package io.mltwin.keyvault.objects;

import static io.mltwin.keyvault.objects.ObjectErrors.badParameterIf;

import io.mltwin.keyvault.vaults.Vault;
import java.time.Instant;

/**
 * Attributes of an object on the wire; times are epoch seconds, null is absent.
 *
 * @param exportable asked for with keys alone, for secure key release
 */
public record Attributes(
        Boolean enabled,
        Long nbf,
        Long exp,
        Long created,
        Long updated,
        String recoveryLevel,
        Integer recoverableDays,
        Boolean exportable) {

    public Attributes(
            Boolean enabled,
            Long nbf,
            Long exp,
            Long created,
            Long updated,
            String recoveryLevel,
            Integer recoverableDays) {
        this(enabled, nbf, exp, created, updated, recoveryLevel, recoverableDays, null);
    }

    /** Returns the attributes that an answer shows. */
    public static Attributes of(
            boolean enabled, Instant notBefore, Instant expires, Instant created, Instant updated, Vault vault) {
        return new Attributes(
                enabled,
                seconds(notBefore),
                seconds(expires),
                seconds(created),
                seconds(updated),
                vault.recoveryLevel(),
                vault.retentionDays());
    }

    public Attributes withExportable(boolean value) {
        return new Attributes(enabled, nbf, exp, created, updated, recoveryLevel, recoverableDays, value);
    }

    /** Whether a version is enabled, and the times between which it is valid. */
    public record Validity(boolean enabled, Instant notBefore, Instant expires) {

        /**
         * Replaces the values that a request names.
         *
         * @throws io.mltwin.armweb.AzureException 400 {@code BadParameter} when it ends before it
         *     begins
         */
        public Validity with(Attributes given) {
            if (given == null) {
                return this;
            }
            Validity result = new Validity(
                    given.enabled == null ? enabled : given.enabled,
                    given.nbf == null ? notBefore : instant("nbf", given.nbf),
                    given.exp == null ? expires : instant("exp", given.exp));
            badParameterIf(
                    result.notBefore != null && result.expires != null && !result.expires.isAfter(result.notBefore),
                    "The attribute exp must be later than nbf.");
            return result;
        }

        public boolean isYetToCome(Instant now) {
            return notBefore != null && now.isBefore(notBefore);
        }

        public boolean isOver(Instant now) {
            return expires != null && !now.isBefore(expires);
        }
    }

    /** The last second of the year 9999. */
    private static final long LATEST = 253_402_300_799L;

    private static Instant instant(String name, long epochSeconds) {
        badParameterIf(
                epochSeconds < 0 || epochSeconds > LATEST,
                "The attribute %s must be seconds since 1970, before the year 10000.",
                name);
        return Instant.ofEpochSecond(epochSeconds);
    }

    public static Long seconds(Instant instant) {
        return instant == null ? null : instant.getEpochSecond();
    }
}
