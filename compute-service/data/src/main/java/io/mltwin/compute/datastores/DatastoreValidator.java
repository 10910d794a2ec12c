package io.mltwin.compute.datastores;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.compute.datastores.DatastoreErrors.builtIn;
import static io.mltwin.encoding.Absence.isBlank;

import io.mltwin.compute.datastores.DatastoreCredentials.Kind;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.NameRule;
import java.util.regex.Pattern;

/** Checks a datastore. Whether the account exists and lets anyone in is not looked at. */
final class DatastoreValidator {

    private static final NameRule NAME = NameRule.of(
            "[a-zA-Z0-9][a-zA-Z0-9_-]{0,254}",
            "up to 255 letters, digits, underscores and hyphens, the first a letter or digit.");
    private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9]{3,24}");
    private static final Pattern PLACE = Pattern.compile("[a-zA-Z0-9$][a-zA-Z0-9.-]{1,62}");
    private static final Pattern ENDPOINT = Pattern.compile("[a-zA-Z0-9.-]{1,253}(:[0-9]{1,5})?");

    private DatastoreValidator() {}

    /** Refuses the name of a datastore that belongs to every workspace. */
    static void refuseBuiltIn(String name) {
        if (BuiltInDatastores.contain(name)) {
            throw builtIn(name);
        }
    }

    static void validate(Datastore datastore) {
        refuseBuiltIn(datastore.name());
        NAME.require(datastore.name());
        if (datastore.type().hasAccount()) {
            require("accountName", datastore.account(), ACCOUNT);
        }
        require(datastore.type().placeField(), datastore.place(), PLACE);
        require("endpoint", datastore.endpoint(), ENDPOINT);
        invalidRequestContentIf(
                !AsciiCase.equal("https", datastore.protocol()),
                "protocol must be https: storage is reached over a secure channel only.");
        validate(datastore.type(), datastore.credentials());
    }

    private static void validate(DatastoreType type, DatastoreCredentials credentials) {
        Kind kind = credentials.kind();
        boolean ofAccount = kind == Kind.ACCOUNT_KEY || kind == Kind.SAS;
        invalidRequestContentIf(
                ofAccount && type != DatastoreType.BLOB && type != DatastoreType.FILE
                        || type == DatastoreType.FILE && kind.isPrincipal(),
                "A datastore of type %s takes no credentials of type %s.",
                type.armName(),
                kind.armName());
        if (kind.isPrincipal()) {
            required("clientId", credentials.clientId());
            required("tenantId", credentials.tenantId());
        }
        if (kind == Kind.CERTIFICATE) {
            required("thumbprint", credentials.thumbprint());
        }
    }

    private static void require(String field, String value, Pattern rule) {
        required(field, value);
        invalidRequestContentIf(!rule.matcher(value).matches(), "%s '%s' is not valid.", field, value);
    }

    private static void required(String field, String value) {
        if (isBlank(value)) {
            throw invalidRequestContent(field + " is required.");
        }
    }
}
