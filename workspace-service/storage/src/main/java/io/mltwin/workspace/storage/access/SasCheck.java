package io.mltwin.workspace.storage.access;

import io.mltwin.armweb.AzureFault;
import io.mltwin.platform.clock.PlatformClock;
import io.mltwin.tokencheck.CallRecorder;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.signature.AccountSignature;
import io.mltwin.workspace.storage.signature.QueryParameters;
import io.mltwin.workspace.storage.signature.SasSignature;
import io.mltwin.workspace.storage.signature.SasTerms;
import io.mltwin.workspace.storage.wire.AccessErrors;
import io.mltwin.workspace.storage.wire.DataErrors;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Shared access signatures: made with an account key for one container, blob, share or file or for
 * the account, or with a user delegation key for one container or blob.
 */
@Singleton
public class SasCheck {

    private static final List<String> KEYS = List.of("key1", "key2");

    private final StorageAccountService accounts;
    private final DelegationCheck delegation;
    private final PlatformClock clock;
    private final CallRecorder recorder;

    SasCheck(
            StorageAccountService accounts,
            DelegationCheck delegation,
            PlatformClock clock,
            CallRecorder recorder) {
        this.accounts = accounts;
        this.delegation = delegation;
        this.clock = clock;
        this.recorder = recorder;
    }

    public Grant check(StorageCall call) {
        try {
            Grant grant =
                    call.query().has("srt") || call.query().has("ss")
                            ? checkAccount(call)
                            : checkService(call);
            recorder.credential(call.context(), "SAS", call.account().name(), "accepted");
            return grant;
        } catch (AzureFault refused) {
            recorder.credential(
                    call.context(), "SAS", call.account().name(), "refused: " + refused.code());
            throw refused;
        }
    }

    private Grant checkService(StorageCall call) {
        QueryParameters query = call.query();
        boolean delegated = query.has("skoid");
        checkForm(call, delegated);
        String kind = query.orEmpty("sr");
        checkKind(query, kind, delegated);
        String resource = call.signedResource(kind);
        if (resource == null) {
            throw AccessErrors.resourceTypeMismatch(
                    "the signature is for a resource of the kind '" + kind + "'.");
        }
        if (delegated) {
            delegation.check(call, resource);
        } else {
            String signed =
                    call.service() == 'f'
                            ? SasSignature.file(query, resource)
                            : SasSignature.service(query, resource);
            checkSignature(call, signed);
        }
        AccessPolicy policy = policy(call);
        checkTerms(call, policy);
        String permissions =
                either("sp", query.get("sp"), policy == null ? null : policy.permission());
        return grant(call, permissions, false, query);
    }

    /** What older signatures do not cover is not to be claimed by their address. */
    private static void checkKind(QueryParameters query, String kind, boolean delegated) {
        if (SasSignature.coversResource(query)) {
            return;
        }
        if (delegated || kind.equals("bs") || kind.equals("bv")) {
            throw AccessErrors.authenticationFailed(
                    (delegated ? "A user delegation signature" : "A signature with sr=" + kind)
                            + " is of version (sv) "
                            + SasSignature.WITH_RESOURCE
                            + " or later.");
        }
    }

    private static AccessPolicy policy(StorageCall call) {
        String id = call.query().orEmpty("si");
        if (id.isEmpty()) {
            return null;
        }
        AccessPolicy policy = call.policy(id);
        if (policy == null) {
            throw AccessErrors.authenticationFailed(
                    "There is no stored access policy '" + id + "'.");
        }
        return policy;
    }

    /** Given once: in the signature or in its policy. */
    private static String either(String name, String signed, String stored) {
        boolean given = signed != null && !signed.isEmpty();
        if (given && stored != null) {
            throw AccessErrors.authenticationFailed(
                    name + " is given by the signature and by its stored access policy.");
        }
        return given ? signed : stored == null ? "" : stored;
    }

    private Grant checkAccount(StorageCall call) {
        QueryParameters query = call.query();
        checkForm(call, false);
        checkSignature(call, SasSignature.account(query, call.account().name()));
        checkTerms(call, null);
        if (query.orEmpty("ss").indexOf(call.service()) < 0) {
            throw AccessErrors.serviceMismatch("ss does not name '" + call.service() + "'.");
        }
        for (Needs needs : call.needs()) {
            if (query.orEmpty("srt").indexOf(needs.accountSasType()) < 0) {
                throw AccessErrors.resourceTypeMismatch(
                        "srt does not name '" + needs.accountSasType() + "'.");
            }
        }
        return grant(call, query.orEmpty("sp"), true, null);
    }

    private static void checkForm(StorageCall call, boolean delegated) {
        QueryParameters query = call.query();
        String version = query.orEmpty("sv");
        if (!version.matches("\\d{4}-\\d\\d-\\d\\d")) {
            throw AccessErrors.authenticationFailed("sv is mandatory. Cannot be empty.");
        }
        if (version.compareTo(SasSignature.OLDEST) < 0) {
            throw DataErrors.unsupported("A signature of a version before " + SasSignature.OLDEST);
        }
        if (!query.orEmpty("ses").isEmpty()) {
            checkScope(call, query);
        }
        if (!delegated && !call.account().allowSharedKeyAccess()) {
            throw AccessErrors.keysNotPermitted();
        }
    }

    /** An encryption scope, which older signatures do not cover. */
    private static void checkScope(StorageCall call, QueryParameters query) {
        if (call.service() == 'f') {
            throw DataErrors.unsupported("An encryption scope (ses) for files");
        }
        if (!SasSignature.hasEncryptionScope(query)) {
            throw AccessErrors.authenticationFailed(
                    "A signature of this version (sv) does not cover the encryption scope (ses).");
        }
    }

    private void checkTerms(StorageCall call, AccessPolicy policy) {
        QueryParameters query = call.query();
        String refusal =
                SasTerms.refusal(
                        query,
                        policy == null
                                ? query.get("st")
                                : either("st", query.get("st"), policy.start()),
                        policy == null
                                ? query.get("se")
                                : either("se", query.get("se"), policy.expiry()),
                        clock.wall().instant(),
                        call.context().request().remoteAddress().hostAddress());
        if (refusal != null) {
            throw AccessErrors.authenticationFailed(refusal);
        }
    }

    private void checkSignature(StorageCall call, String signed) {
        String signature = call.query().get("sig");
        for (String name : KEYS) {
            if (AccountSignature.matches(accounts.key(call.account(), name), signed, signature)) {
                return;
            }
        }
        throw AccessErrors.authenticationFailed(
                "Signature did not match. String to sign used was " + signed);
    }

    private static Grant grant(
            StorageCall call, String given, boolean account, QueryParameters overrides) {
        boolean createOnly = false;
        for (Needs needs : call.needs()) {
            String letters = account ? needs.accountSasLetters() : needs.sasLetters();
            if (letters.chars().noneMatch(letter -> given.indexOf(letter) >= 0)) {
                throw AccessErrors.permissionMismatch(
                        letters.isEmpty()
                                ? "no signature of this kind allows it."
                                : "sp has none of '" + letters + "'.");
            }
            createOnly |= letters.equals("cw") && given.indexOf('w') < 0;
        }
        return Grant.ofSignature(createOnly, overrides);
    }
}
