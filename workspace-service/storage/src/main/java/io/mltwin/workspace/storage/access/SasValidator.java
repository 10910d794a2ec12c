package io.mltwin.workspace.storage.access;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.workspace.storage.wire.AccessErrors.authenticationFailed;
import static io.mltwin.workspace.storage.wire.AccessErrors.authenticationFailedIf;
import static io.mltwin.workspace.storage.wire.AccessErrors.keysNotPermitted;
import static io.mltwin.workspace.storage.wire.AccessErrors.permissionMismatch;
import static io.mltwin.workspace.storage.wire.AccessErrors.resourceTypeMismatch;
import static io.mltwin.workspace.storage.wire.AccessErrors.serviceMismatch;
import static io.mltwin.workspace.storage.wire.DataErrors.unsupported;
import static io.mltwin.workspace.storage.wire.DataErrors.unsupportedIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.platform.clock.PlatformClock;
import io.mltwin.platform.tracing.CallRecorder;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.signature.AccountSignature;
import io.mltwin.workspace.storage.signature.QueryParameters;
import io.mltwin.workspace.storage.signature.SasSignature;
import io.mltwin.workspace.storage.signature.SasTerms;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Checks shared access signatures: made with an account key for one container, blob, share or file
 * or for the account, or with a user delegation key for one container or blob.
 */
@Singleton
public record SasValidator(
        StorageAccountService accounts, DelegationSasValidator delegation, PlatformClock clock, CallRecorder recorder) {
    private static final List<String> KEYS = List.of("key1", "key2");

    public Grant check(StorageRequest request) {
        try {
            Grant grant = request.query().has("srt") || request.query().has("ss")
                    ? checkAccount(request)
                    : checkService(request);
            recorder.credential(request.context(), "SAS", request.account().name(), "accepted");
            return grant;
        } catch (AzureException refused) {
            recorder.credential(request.context(), "SAS", request.account().name(), "refused: " + refused.code());
            throw refused;
        }
    }

    private Grant checkService(StorageRequest request) {
        QueryParameters query = request.query();
        boolean delegated = query.has("skoid");
        checkForm(request, delegated);
        String kind = query.orEmpty("sr");
        checkKind(query, kind, delegated);
        String resource = request.signedResource(kind);
        if (resource == null) {
            throw resourceTypeMismatch("the signature is for a resource of the kind '" + kind + "'.");
        }
        if (delegated) {
            delegation.check(request, resource);
        } else {
            String signed = request.service() == 'f'
                    ? SasSignature.file(query, resource)
                    : SasSignature.service(query, resource);
            checkSignature(request, signed);
        }
        AccessPolicy policy = policy(request);
        checkTerms(request, policy);
        String permissions = either("sp", query.get("sp"), policy == null ? null : policy.permission());
        return grant(request, permissions, false, query);
    }

    /** Refuses parameters in an address that its older signature does not cover. */
    private static void checkKind(QueryParameters query, String kind, boolean delegated) {
        if (SasSignature.coversResource(query)) {
            return;
        }
        if (delegated || kind.equals("bs") || kind.equals("bv")) {
            throw authenticationFailed(
                    "%s is of version (sv) %s or later.",
                    delegated ? "A user delegation signature" : "A signature with sr=" + kind,
                    SasSignature.WITH_RESOURCE);
        }
    }

    private static AccessPolicy policy(StorageRequest request) {
        String id = request.query().orEmpty("si");
        if (id.isEmpty()) {
            return null;
        }
        AccessPolicy policy = request.policy(id);
        authenticationFailedIf(policy == null, "There is no stored access policy '%s'.", id);
        return policy;
    }

    /** Given once: in the signature or in its policy. */
    private static String either(String name, String signed, String stored) {
        boolean given = !isEmpty(signed);
        if (given && stored != null) {
            throw authenticationFailed(name + " is given by the signature and by its stored access policy.");
        }
        return given ? signed : stored == null ? "" : stored;
    }

    private Grant checkAccount(StorageRequest request) {
        QueryParameters query = request.query();
        checkForm(request, false);
        checkSignature(request, SasSignature.account(query, request.account().name()));
        checkTerms(request, null);
        if (query.orEmpty("ss").indexOf(request.service()) < 0) {
            throw serviceMismatch("ss does not name '" + request.service() + "'.");
        }
        for (RequiredPermissions required : request.requiredPermissions()) {
            if (query.orEmpty("srt").indexOf(required.accountSasType()) < 0) {
                throw resourceTypeMismatch("srt does not name '" + required.accountSasType() + "'.");
            }
        }
        return grant(request, query.orEmpty("sp"), true, null);
    }

    private static void checkForm(StorageRequest request, boolean delegated) {
        QueryParameters query = request.query();
        String version = query.orEmpty("sv");
        authenticationFailedIf(!version.matches("\\d{4}-\\d\\d-\\d\\d"), "sv is mandatory. Cannot be empty.");
        if (version.compareTo(SasSignature.OLDEST) < 0) {
            throw unsupported("A signature of a version before " + SasSignature.OLDEST);
        }
        if (!query.orEmpty("ses").isEmpty()) {
            checkScope(request, query);
        }
        if (!delegated && !request.account().allowSharedKeyAccess()) {
            throw keysNotPermitted();
        }
    }

    /** An encryption scope, which older signatures do not cover. */
    private static void checkScope(StorageRequest request, QueryParameters query) {
        unsupportedIf(request.service() == 'f', "An encryption scope (ses) for files");
        authenticationFailedIf(
                !SasSignature.hasEncryptionScope(query),
                "A signature of this version (sv) does not cover the encryption scope (ses).");
    }

    private void checkTerms(StorageRequest request, AccessPolicy policy) {
        QueryParameters query = request.query();
        String refusal = SasTerms.refusal(
                query,
                policy == null ? query.get("st") : either("st", query.get("st"), policy.start()),
                policy == null ? query.get("se") : either("se", query.get("se"), policy.expiry()),
                clock.wall().instant(),
                request.context().request().remoteAddress().hostAddress());
        authenticationFailedIf(refusal != null, refusal);
    }

    private void checkSignature(StorageRequest request, String signed) {
        String signature = request.query().get("sig");
        for (String name : KEYS) {
            if (AccountSignature.matches(accounts.key(request.account(), name), signed, signature)) {
                return;
            }
        }
        throw authenticationFailed("Signature did not match. String to sign used was " + signed);
    }

    private static Grant grant(StorageRequest request, String given, boolean account, QueryParameters overrides) {
        boolean createOnly = false;
        for (RequiredPermissions required : request.requiredPermissions()) {
            String letters = account ? required.accountSasLetters() : required.sasLetters();
            if (letters.chars().noneMatch(letter -> given.indexOf(letter) >= 0)) {
                throw permissionMismatch(
                        letters.isEmpty()
                                ? "no signature of this kind allows it."
                                : "sp has none of '" + letters + "'.");
            }
            createOnly |= letters.equals("cw") && given.indexOf('w') < 0;
        }
        return Grant.ofSignature(createOnly, overrides);
    }
}
