package io.mltwin.identity.directory.graph;

import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.identity.directory.DirectoryErrors.denied;
import static io.mltwin.identity.directory.DirectoryErrors.missingProperty;
import static io.mltwin.identity.directory.DirectoryErrors.notFound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.Rules;
import io.mltwin.identity.directory.DirectoryUser;
import io.mltwin.identity.directory.DirectoryUser.UserChange;
import io.mltwin.identity.directory.UserDirectory;
import io.mltwin.identity.rbac.access.AccessService;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Users through Microsoft Graph. Deviation: a password that must be changed at the next sign-in is
 * refused, and none has to be when nothing is said; contact data beyond name and mail is refused.
 */
@Singleton
record UserService(GraphAuthorizer graph, GraphObjects objects, UserDirectory users, AccessService access) {

    private static final String TYPE = "User";
    private static final Rules<JsonNode> RULES = GraphPayload.rules(
                    "accountEnabled",
                    "displayName",
                    "givenName",
                    "mail",
                    "mailNickname",
                    "passwordProfile",
                    "surname",
                    "userPrincipalName")
            .notBuiltIfAsked(
                    "Microsoft Graph's property '%s'",
                    "ageGroup",
                    "businessPhones",
                    "city",
                    "companyName",
                    "consentProvidedForMinor",
                    "country",
                    "department",
                    "employeeId",
                    "employeeType",
                    "faxNumber",
                    "jobTitle",
                    "mobilePhone",
                    "officeLocation",
                    "onPremisesImmutableId",
                    "otherMails",
                    "passwordPolicies",
                    "postalCode",
                    "preferredLanguage",
                    "state",
                    "streetAddress",
                    "usageLocation",
                    "userType");

    private static final Rules<JsonNode> PASSWORD = GraphPayload.rules("password", "forceChangePasswordNextSignIn")
            .notBuiltIfAsked("Microsoft Graph's property '%s'", "forceChangePasswordNextSignInWithMfa");

    List<ObjectNode> list() {
        GraphCaller caller = graph.requireRead(GraphArea.USERS);
        return users.list(caller.tenantId()).stream().map(objects::show).toList();
    }

    ObjectNode get(String idOrName) {
        return objects.show(readable(idOrName));
    }

    /**
     * Returns a user that the caller may read. A caller that may not read it does not learn whether
     * it exists.
     */
    DirectoryUser readable(String idOrName) {
        GraphCaller caller = graph.caller();
        DirectoryUser user = users.find(idOrName, caller.tenantId()).orElse(null);
        graph.requireRead(GraphArea.USERS, user == null ? idOrName : user.objectId());
        if (user == null) {
            throw notFound(idOrName);
        }
        return user;
    }

    ObjectNode create(GraphPayload body) {
        GraphCaller caller = graph.requireCreate(GraphArea.USERS);
        body.allow(RULES);
        if (!body.has("accountEnabled")) {
            throw missingProperty("accountEnabled", TYPE);
        }
        GraphPayload profile = body.object("passwordProfile");
        if (profile == null) {
            throw missingProperty("passwordProfile", TYPE);
        }
        UserChange wanted = new UserChange(
                body.required("userPrincipalName", null, TYPE),
                body.required("displayName", null, TYPE),
                body.truth("accountEnabled", false),
                body.text("givenName"),
                body.text("surname"),
                body.text("mail"),
                body.required("mailNickname", null, TYPE));
        return objects.show(users.create(caller.tenantId(), wanted, password(profile)));
    }

    void update(String idOrName, GraphPayload body) {
        DirectoryUser user = changeable(idOrName);
        body.allow(RULES);
        UserChange present = user.profile();
        UserChange wanted = new UserChange(
                body.required("userPrincipalName", present.userPrincipalName(), TYPE),
                body.required("displayName", present.displayName(), TYPE),
                body.truth("accountEnabled", present.accountEnabled()),
                body.text("givenName", present.givenName()),
                body.text("surname", present.surname()),
                body.text("mail", present.mail()),
                body.text("mailNickname", present.mailNickname()));
        GraphPayload profile = body.object("passwordProfile");
        String password = profile == null ? null : password(profile);
        users.update(user.objectId(), wanted);
        if (password != null) {
            users.setPassword(user.objectId(), password);
        }
    }

    void delete(String idOrName) {
        users.delete(changeable(idOrName).objectId());
        access.refresh();
    }

    void changePassword(String idOrName, GraphPayload body) {
        DirectoryUser user = readable(idOrName);
        GraphCaller caller = graph.caller();
        if (!caller.isUser() || !caller.is(user.objectId())) {
            throw denied();
        }
        body.allow("currentPassword", "newPassword");
        users.changePassword(user.objectId(), body.text("currentPassword"), body.text("newPassword"));
    }

    void revokeSessions(String idOrName) {
        DirectoryUser user = readable(idOrName);
        GraphCaller caller = graph.caller();
        if (!caller.isUser() || !caller.is(user.objectId())) {
            user = changeable(idOrName);
        }
        users.revokeSessions(user.objectId());
    }

    /** Returns a user that the caller may change. No application may change administrators. */
    private DirectoryUser changeable(String idOrName) {
        GraphCaller caller = graph.requireChange(GraphArea.USERS);
        DirectoryUser user = users.find(idOrName, caller.tenantId()).orElseThrow(() -> notFound(idOrName));
        if (user.globalAdministrator() && !caller.administrator()) {
            throw denied();
        }
        return user;
    }

    private static String password(GraphPayload profile) {
        profile.allow(PASSWORD);
        notBuiltIf(
                profile.truth("forceChangePasswordNextSignIn", false),
                "A password that must be changed at the next sign-in");
        return profile.required("password", null, "PasswordProfile");
    }
}
