package io.mltwin.workspace.storage;

import static io.mltwin.encoding.Absence.isTrue;
import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValue;
import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValueIf;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.mltwin.workspace.storage.blob.containers.Immutability.Appends;

/** The body of a PUT or extend of an immutability policy. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ImmutabilityPolicyRequest(Properties properties) {

    private static final String DAYS = "immutabilityPeriodSinceCreationInDays";
    private static final int MOST_DAYS = 146_000;

    /**
     * @param immutabilityPeriodSinceCreationInDays as it came: neither a text nor part of a day is
     *     a number of days
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Properties(
            Object immutabilityPeriodSinceCreationInDays,
            Boolean allowProtectedAppendWrites,
            Boolean allowProtectedAppendWritesAll) {}

    private static Properties properties(ImmutabilityPolicyRequest requestOrNull) {
        return requestOrNull == null || requestOrNull.properties() == null
                ? new Properties(null, null, null)
                : requestOrNull.properties();
    }

    /**
     * Returns the days that a request, which may be missing, asks for.
     *
     * @throws io.mltwin.armweb.AzureException 400
     */
    static int days(ImmutabilityPolicyRequest requestOrNull) {
        Object days = properties(requestOrNull).immutabilityPeriodSinceCreationInDays();
        if (days instanceof Integer whole && whole >= 1 && whole <= MOST_DAYS) {
            return whole;
        }
        throw invalidValue(DAYS, "It is from 1 to %s.", MOST_DAYS);
    }

    /**
     * Returns the appends that the policy permits.
     *
     * @throws io.mltwin.armweb.AzureException 400
     */
    static Appends appends(ImmutabilityPolicyRequest requestOrNull) {
        Properties asked = properties(requestOrNull);
        boolean some = isTrue(asked.allowProtectedAppendWrites());
        boolean all = isTrue(asked.allowProtectedAppendWritesAll());
        invalidValueIf(
                some && all,
                "allowProtectedAppendWritesAll",
                "It and allowProtectedAppendWrites are mutually exclusive.");
        return all ? Appends.ALL : some ? Appends.APPEND_BLOBS : Appends.NONE;
    }
}
