package io.mltwin.identity.directory;

import io.mltwin.armweb.AzureFault;
import java.util.List;

/** The errors of Azure AD's directory, in the words of Microsoft Graph v1.0. */
public final class DirectoryErrors {

    private static final String BAD_REQUEST = "Request_BadRequest";

    private DirectoryErrors() {}

    public static AzureFault notFound(String id) {
        return new AzureFault(
                404,
                "Request_ResourceNotFound",
                "Resource '"
                        + id
                        + "' does not exist or one of its queried reference-property objects are"
                        + " not present.");
    }

    public static AzureFault denied() {
        return new AzureFault(
                403,
                "Authorization_RequestDenied",
                "Insufficient privileges to complete the operation.");
    }

    public static AzureFault badRequest(String why) {
        return new AzureFault(400, BAD_REQUEST, why);
    }

    public static AzureFault missingProperty(String name, String type) {
        return badRequest(
                "A value is required for property '" + name + "' of resource '" + type + "'.");
    }

    public static AzureFault invalidValue(String property) {
        return badRequest("Invalid value specified for property '" + property + "'.");
    }

    public static AzureFault unknownProperty(String name) {
        return badRequest("Invalid property '" + name + "'.");
    }

    public static AzureFault malformedJson() {
        return new AzureFault(
                400,
                "BadRequest",
                "Unable to read JSON request payload. Please ensure Content-Type header is set and"
                        + " payload is of valid JSON format.");
    }

    /** Another object has the value, which must be unique. */
    static AzureFault sameValue(String property) {
        String message =
                "Another object with the same value for property " + property + " already exists.";
        return badRequest(message)
                .withDetails(List.of(new AzureFault.Detail("ObjectConflict", message, property)));
    }

    static AzureFault servicePrincipalExists(String applicationId) {
        return new AzureFault(
                409,
                "Request_MultipleObjectsWithSameKeyValue",
                "The service principal cannot be created, updated, or restored because the service"
                        + " principal name "
                        + applicationId
                        + " is already in use.");
    }

    static AzureFault applicationNotFound(String applicationId) {
        return new AzureFault(
                400,
                "Request_BadRequest",
                "The appId '"
                        + applicationId
                        + "' of the service principal does not reference a valid application"
                        + " object.");
    }

    static AzureFault unverifiedDomain() {
        return badRequest(
                "The domain portion of the userPrincipalName property is invalid. You must use one"
                        + " of the verified domain names in your organization.");
    }

    /** An identifier URI that is another organization's. */
    static AzureFault hostNotOnVerifiedDomain(String uri) {
        return new AzureFault(
                        400,
                        "HostNameNotOnVerifiedDomain",
                        "Values of identifierUris property must use a verified domain of the"
                                + " organization or its subdomain: '"
                                + uri
                                + "'")
                .withTarget("identifierUris");
    }

    static AzureFault weakPassword() {
        return badRequest(
                        "The specified password does not comply with password complexity"
                                + " requirements. Please provide a different password.")
                .withTarget("passwordProfile");
    }

    static AzureFault wrongPassword() {
        return badRequest("The specified current password is not correct.");
    }

    public static AzureFault referenceExists(String property) {
        return badRequest(
                "One or more added object references already exist for the following modified"
                        + " properties: '"
                        + property
                        + "'.");
    }

    static AzureFault noSuchCredential(String keyId) {
        return badRequest(
                "No credentials found to be removed: there is none with key id " + keyId + ".");
    }

    public static AzureFault invalidCertificate(String why) {
        return badRequest("Key credential is invalid: " + why + ".");
    }

    static AzureFault invalidDates() {
        return badRequest(
                "Credential lifetime is invalid: the end must lie after the start and the"
                        + " present.");
    }

    static AzureFault roleGrantExists() {
        return badRequest("Permission being assigned already exists on the object.");
    }
}
