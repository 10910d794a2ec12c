package io.mltwin.workspace.storage.encryption;

import static io.mltwin.armweb.AzureException.conflict;
import static io.mltwin.armweb.AzureException.forbidden;
import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.AzureException;
import java.util.Objects;
import java.util.Set;

/** The error codes of Azure Storage where a request and a blob differ in their encryption. */
public final class EncryptionErrors {

    private static final String NEEDED = "BlobUsesCustomerSpecifiedEncryption";
    private static final String NOT_NEEDED = "BlobDoesNotUseCustomerSpecifiedEncryption";
    private static final String OTHER = "BlobCustomerSpecifiedEncryptionMismatch";
    private static final Set<String> CODES = Set.of(NEEDED, NOT_NEEDED, OTHER);

    private EncryptionErrors() {}

    static AzureException clientKeyNeeded() {
        return conflict(
                NEEDED,
                "The blob is encrypted with customer specified encryption, but it was not provided in the request.");
    }

    static AzureException clientKeyNotNeeded() {
        return conflict(
                NOT_NEEDED,
                "The blob is not encrypted with customer specified encryption, but one was provided in the request.");
    }

    /** Another key of the client, or another scope. */
    static AzureException mismatch() {
        return conflict(
                OTHER,
                "The given customer specified encryption does not match the encryption used to encrypt the blob.");
    }

    static AzureException scopeNotFound(String scope) {
        return notFound("EncryptionScopeNotFound", "The account has no encryption scope '%s'.", scope);
    }

    static AzureException scopeDisabled(String scope) {
        return forbidden(
                "EncryptionScopeDisabled",
                "The encryption scope '%s' is disabled, so nothing is read or written with it.",
                scope);
    }

    /** The container denies that its default scope is overridden. */
    public static AzureException containerPolicy() {
        return forbidden(
                "RequestForbiddenByContainerEncryptionPolicy",
                "The request is forbidden by the container encryption policy.");
    }

    /**
     * Checks that a request has the key that a blob needs.
     *
     * @throws AzureException 409
     */
    public static void check(Encryption isOrNull, ClientKey givenOrNull) {
        boolean needs = isOrNull != null && isOrNull.isOfClientKey();
        if (needs != (givenOrNull != null)) {
            throw needs ? clientKeyNeeded() : clientKeyNotNeeded();
        }
        if (needs && !isOrNull.keySha256().equals(givenOrNull.sha256())) {
            throw mismatch();
        }
    }

    /**
     * Checks that the scope that a request names is the blob's.
     *
     * @param scopeOrNull null: the account's key
     * @throws AzureException 409
     */
    public static void checkScope(Encryption isOrNull, String scopeOrNull) {
        String is = isOrNull == null ? null : isOrNull.scope();
        if (!Objects.equals(is, scopeOrNull)) {
            throw mismatch();
        }
    }

    /**
     * Checks that encrypted content becomes part only of content that is encrypted alike.
     *
     * @throws AzureException 409
     */
    public static void checkSame(Encryption isOrNull, Protection withOrNull) {
        Encryption with = Protection.encryption(withOrNull);
        if (Objects.equals(isOrNull, with)) {
            return;
        }
        boolean needs = isOrNull != null && isOrNull.isOfClientKey();
        boolean given = with != null && with.isOfClientKey();
        throw needs == given ? mismatch() : needs ? clientKeyNeeded() : clientKeyNotNeeded();
    }

    /** Returns whether it is one of these: a copy has a code of its own for all of them. */
    public static boolean isOne(AzureException fault) {
        return CODES.contains(fault.code());
    }
}
