package io.mltwin.identity.directory;

import io.mltwin.armweb.AzureException;
import java.util.List;

/** The errors of Azure AD's directory, in the words of Microsoft Graph v1.0. */
public final class DirectoryErrors {

    private static final String BAD_REQUEST = "Request_BadRequest";

    private DirectoryErrors() {}

    public static AzureException notFound(String id) {
        return new AzureException(
                404,
                "Request_ResourceNotFound",
                "Resource '"
                        + id
                        + "' does not exist or one of its queried reference-property objects are"
                        + " not present.");
    }

    public static AzureException denied() {
        return new AzureException(
                403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
    }

    static AzureException quotaExceeded() {
        return new AzureException(
                403,
                "Directory_QuotaExceeded",
                "The directory object quota limit for the Tenant has been exceeded. Please ask your"
                        + " administrator to increase the quota limit or delete objects to reduce"
                        + " the used quota.");
    }

    public static AzureException badRequest(String why) {
        return new AzureException(400, BAD_REQUEST, why);
    }

    public static AzureException missingProperty(String name, String type) {
        return badRequest("A value is required for property '" + name + "' of resource '" + type + "'.");
    }

    public static AzureException invalidValue(String property) {
        return badRequest("Invalid value specified for property '" + property + "'.");
    }

    public static AzureException unknownProperty(String name) {
        return badRequest("Invalid property '" + name + "'.");
    }

    public static AzureException malformedJson() {
        return new AzureException(
                400,
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
        return new AzureException(
                409,
                "Request_MultipleObjectsWithSameKeyValue",
                "The service principal cannot be created, updated, or restored because the service"
                        + " principal name "
                        + applicationId
                        + " is already in use.");
    }

    static AzureException applicationNotFound(String applicationId) {
        return new AzureException(
                400,
                "Request_BadRequest",
                "The appId '"
                        + applicationId
                        + "' of the service principal does not reference a valid application"
                        + " object.");
    }

    static AzureException unverifiedDomain() {
        return badRequest("The domain portion of the userPrincipalName property is invalid. You must use one"
                + " of the verified domain names in your organization.");
    }

    /** Refuses an identifier URI that is another organization's. */
    static AzureException hostNotOnVerifiedDomain(String uri) {
        return new AzureException(
                        400,
                        "HostNameNotOnVerifiedDomain",
                        "Values of identifierUris property must use a verified domain of the"
                                + " organization or its subdomain: '"
                                + uri
                                + "'")
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
        return badRequest("One or more added object references already exist for the following modified"
                + " properties: '"
                + property
                + "'.");
    }

    static AzureException noSuchCredential(String keyId) {
        return badRequest("No credentials found to be removed: there is none with key id " + keyId + ".");
    }

    public static AzureException invalidCertificate(String why) {
        return badRequest("Key credential is invalid: " + why + ".");
    }

    static AzureException invalidDates() {
        return badRequest("Credential lifetime is invalid: the end must lie after the start and the" + " present.");
    }

    static AzureException roleGrantExists() {
        return badRequest("Permission being assigned already exists on the object.");
    }
}
