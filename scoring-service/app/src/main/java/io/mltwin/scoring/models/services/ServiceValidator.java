package io.mltwin.scoring.models.services;

import static io.mltwin.encoding.Absence.isTrue;
import static io.mltwin.scoring.ModelManagementErrors.badRequest;
import static io.mltwin.scoring.ModelManagementErrors.badRequestIf;
import static io.mltwin.scoring.models.services.EncryptionErrors.onAciOnly;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
import io.mltwin.scoring.ModelManagementErrors;
import io.mltwin.scoring.models.services.ServiceRequestBody.EncryptionProperties;
import io.mltwin.scoring.registry.images.ImageService;
import java.util.regex.Pattern;

/**
 * The rules of a service request: one form of authentication at a time, key off by default on ACI
 * and on by default on AKS, tokens not on ACI (how-to-authenticate-web-service). What is not
 * enforced is refused.
 */
public final class ServiceValidator {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/=_-]{16,128}");

    private static final Rules<ServiceRequestBody> ON_AKS = rules().missing("computeName");

    private static final Rules<ServiceRequestBody> RULES = rules().missing("name")
            .part("name", ImageService::requireName)
            .and(CertificateSettings::of)
            .and(ServiceSettingsValidator::validate)
            .refuse(
                    request -> (request.imageId() == null) == (request.environmentImageRequest() == null),
                    request -> badRequest("InvalidImage", "Give either 'imageId' or 'environmentImageRequest'."))
            .notBuiltBut("The deployment type '%s'", "deploymentType", "HttpRealtimeEndpoint")
            .part("keys.primaryKey", ServiceValidator::validateKey)
            .part("keys.secondaryKey", ServiceValidator::validateKey)
            .notBuilt("A service inside a virtual network", "vnetConfiguration");

    private ServiceValidator() {}

    private static Rules<ServiceRequestBody> rules() {
        return Rules.of(ServiceRequestBody.class, "", (member, why) -> ModelManagementErrors.required(member));
    }

    /** Refuses a malformed request or settings that are not there. */
    static void validate(ServiceRequestBody request, ComputeType type) {
        RULES.check(request);
        validateAuthentication(request, type);
        validateEncryption(request, type);
        if (type == ComputeType.AKS) {
            ON_AKS.check(request);
        }
    }

    private static void validateAuthentication(ServiceRequestBody request, ComputeType type) {
        if (isTrue(request.aadAuthEnabled())) {
            if (isTrue(request.authEnabled())) {
                throw bothForms();
            }
            if (type == ComputeType.ACI) {
                throw notOnAci();
            }
        }
    }

    static AzureException bothForms() {
        return badRequest(
                "InvalidAuthentication",
                "Only one form of authentication can be enabled: authEnabled (key) or aadAuthEnabled (token).");
    }

    static AzureException notOnAci() {
        return badRequest("InvalidAuthentication", "Token authentication is not available on ACI.");
    }

    private static void validateEncryption(ServiceRequestBody request, ComputeType type) {
        EncryptionProperties encryption = request.encryptionProperties();
        if (encryption != null && !encryption.isEmpty()) {
            if (type != ComputeType.ACI) {
                throw onAciOnly();
            }
            encryption.requireWhole();
        }
    }

    /**
     * Returns the authentication of the service: a key where the request does not say and it is on
     * by default.
     */
    static Authentication authentication(ServiceRequestBody request, ComputeType type) {
        boolean token = isTrue(request.aadAuthEnabled());
        boolean key = request.authEnabled() == null ? type.authByDefault() && !token : request.authEnabled();
        return Authentication.of(key, token);
    }

    /**
     * Refuses a key that the caller chose and that could not be sent in a header or is too short;
     * null passes.
     */
    public static void validateKey(String key) {
        badRequestIf(
                key != null && !KEY.matcher(key).matches(),
                "InvalidKey",
                "A key must have 16 to 128 characters of A-Z a-z 0-9 + / = _ -.");
    }
}
