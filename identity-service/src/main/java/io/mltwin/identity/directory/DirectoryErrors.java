package io.mltwin.identity.directory;

import static io.mltwin.armweb.AzureException.conflict;
import static io.mltwin.armweb.AzureException.forbidden;

import io.mltwin.armweb.AzureException;
import java.util.List;

/** The errors of Azure AD's directory, in the words of Microsoft Graph v1.0. */
public final class DirectoryErrors {

    private static final String BAD_REQUEST = "Request_BadRequest";

    private DirectoryErrors() {}

    public static AzureException notFound(String id) {
        return AzureException.notFound(
                "Request_ResourceNotFound",
                "Resource '%s' does not exist or one of its queried reference-property objects are not present.",
                id);
    }

    public static AzureException denied() {
        return forbidden("Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
    }

    static AzureException quotaExceeded() {
        return forbidden(
                "Directory_QuotaExceeded",
                "The directory object quota limit for the Tenant has been exceeded. Please ask your administrator to"
                        + " increase the quota limit or delete objects to reduce the used quota.");
    }

    public static AzureException badRequest(String why, Object... arguments) {
        return AzureException.badRequest(BAD_REQUEST, why, arguments);
    }

    public static AzureException missingProperty(String name, String type) {
        return badRequest("A value is required for property '%s' of resource '%s'.", name, type);
    }

    public static AzureException invalidValue(String property) {
        return badRequest("Invalid value specified for property '%s'.", property);
    }

    public static AzureException unknownProperty(String name) {
        return badRequest("Invalid property '%s'.", name);
    }

    public static AzureException malformedJson() {
        return AzureException.badRequest(
                "BadRequest",
                "Unable to read JSON request payload. Please ensure Content-Type header is set and"
                        + " payload is of valid JSON format.");
    }

    /** Another object has the value, which must be unique. */
    static AzureException sameValue(String property) {
        String message = "Another object with the same value for property " + property + " already exists.";
        return badRequest(message).withDetails(List.of(new AzureException.Detail("ObjectConflict", message, property)));
    }

    static AzureException servicePrincipalExists(String applicationId) {
        return conflict(
                "Request_MultipleObjectsWithSameKeyValue",
                "The service principal cannot be created, updated, or restored because the service principal name %s"
                        + " is already in use.",
                applicationId);
    }

    static AzureException applicationNotFound(String applicationId) {
        return AzureException.badRequest(
                "Request_BadRequest",
                "The appId '%s' of the service principal does not reference a valid application object.",
                applicationId);
    }

    static AzureException unverifiedDomain() {
        return badRequest("The domain portion of the userPrincipalName property is invalid. You must use one"
                + " of the verified domain names in your organization.");
    }

    /** Refuses an identifier URI that is another organization's. */
    static AzureException hostNotOnVerifiedDomain(String uri) {
        return AzureException.badRequest(
                        "HostNameNotOnVerifiedDomain",
                        "Values of identifierUris property must use a verified domain of the organization or its subdomain:"
                                + " '%s'",
                        uri)
                .withTarget("identifierUris");
    }

    static AzureException weakPassword() {
        return badRequest("The specified password does not comply with password complexity"
                        + " requirements. Please provide a different password.")
                .withTarget("passwordProfile");
    }

    static AzureException wrongPassword() {
        return badRequest("The specified current password is not correct.");
    }

    public static AzureException referenceExists(String property) {
        return badRequest(
                "One or more added object references already exist for the following modified properties: '%s'.",
                property);
    }

    static AzureException noSuchCredential(String keyId) {
        return badRequest("No credentials found to be removed: there is none with key id %s.", keyId);
    }

    public static AzureException invalidCertificate(String why) {
        return badRequest("Key credential is invalid: %s.", why);
    }

    static AzureException invalidDates() {
        return badRequest("Credential lifetime is invalid: the end must lie after the start and the present.");
    }

    static AzureException roleGrantExists() {
        return badRequest("Permission being assigned already exists on the object.");
    }
}
