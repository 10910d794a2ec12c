package io.mltwin.workspace.storage.blob;

import io.mltwin.armweb.AzureFault;
import io.mltwin.platform.PlatformClock;
import io.mltwin.tokencheck.CallRecorder;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.signature.AccountSignature;
import io.mltwin.workspace.storage.signature.QueryParameters;
import io.mltwin.workspace.storage.signature.SasSignature;
import io.mltwin.workspace.storage.signature.SasTerms;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Shared access signatures made with an account key: for one container or blob, or for the account.
 */
@Singleton
class SasCheck {

    private static final List<String> KEYS = List.of("key1", "key2");

    private final StorageAccountService accounts;
    private final PlatformClock clock;
    private final CallRecorder recorder;

    SasCheck(StorageAccountService accounts, PlatformClock clock, CallRecorder recorder) {
        this.accounts = accounts;
        this.clock = clock;
        this.recorder = recorder;
    }

    Grant check(BlobCall call) {
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

    private Grant checkService(BlobCall call) {
        QueryParameters query = call.query();
        checkForm(call);
        String resource = query.orEmpty("sr");
        boolean container = resource.equals("c");
        if (!container && !resource.equals("b")) {
            throw BlobErrors.unsupported("A signature with sr=" + resource);
        }
        if (query.has("si") && !query.get("si").isEmpty()) {
            throw BlobErrors.unsupported("A stored access policy (si)");
        }
        BlobOperation operation = call.operation();
        if (call.container() == null || !container && call.blob() == null) {
            throw BlobErrors.resourceTypeMismatch(
                    "the signature is for one " + (container ? "container." : "blob."));
        }
        checkSignature(call, SasSignature.service(query, call.address().signedResource(container)));
        return grant(call, operation.sasLetters(), query);
    }

    private Grant checkAccount(BlobCall call) {
        QueryParameters query = call.query();
        checkForm(call);
        checkSignature(call, SasSignature.account(query, call.account().name()));
        if (!query.orEmpty("ss").contains("b")) {
            throw BlobErrors.serviceMismatch("ss does not name the Blob service.");
        }
        BlobOperation operation = call.operation();
        if (query.orEmpty("srt").indexOf(operation.accountSasType()) < 0) {
            throw BlobErrors.resourceTypeMismatch(
                    "srt does not name '" + operation.accountSasType() + "'.");
        }
        return grant(call, operation.accountSasLetters(), null);
    }

    private void checkForm(BlobCall call) {
        QueryParameters query = call.query();
        if (query.has("skoid")) {
            throw BlobErrors.unsupported("A user delegation signature");
        }
        String version = query.orEmpty("sv");
        if (!version.matches("\\d{4}-\\d\\d-\\d\\d")) {
            throw BlobErrors.authenticationFailed("sv is mandatory. Cannot be empty.");
        }
        if (version.compareTo(SasSignature.OLDEST) < 0) {
            throw BlobErrors.unsupported("A signature of a version before " + SasSignature.OLDEST);
        }
        if (query.has("ses") && !query.get("ses").isEmpty()) {
            throw BlobErrors.unsupported("An encryption scope (ses)");
        }
        if (!call.account().allowSharedKeyAccess()) {
            throw BlobErrors.keysNotPermitted();
        }
        String refusal =
                SasTerms.refusal(
                        query,
                        clock.wall().instant(),
                        call.context().request().remoteAddress().hostAddress());
        if (refusal != null) {
            throw BlobErrors.authenticationFailed(refusal);
        }
    }

    private void checkSignature(BlobCall call, String signed) {
        String signature = call.query().get("sig");
        for (String name : KEYS) {
            if (AccountSignature.matches(accounts.key(call.account(), name), signed, signature)) {
                return;
            }
        }
        throw BlobErrors.authenticationFailed(
                "Signature did not match. String to sign used was " + signed);
    }

    private static Grant grant(BlobCall call, String letters, QueryParameters overrides) {
        String given = call.query().orEmpty("sp");
        boolean allowed = letters.chars().anyMatch(letter -> given.indexOf(letter) >= 0);
        if (!allowed) {
            throw BlobErrors.permissionMismatch(
                    letters.isEmpty()
                            ? "no signature of this kind allows it."
                            : "sp has none of '" + letters + "'.");
        }
        boolean createOnly = letters.equals("cw") && given.indexOf('w') < 0;
        return new Grant(createOnly, overrides);
    }
}
