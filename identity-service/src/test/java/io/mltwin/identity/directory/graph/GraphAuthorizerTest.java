package io.mltwin.identity.directory.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.Refusal;
import io.mltwin.identity.directory.DirectoryUser;
import io.mltwin.identity.directory.TestDirectory;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.enterprise.inject.Vetoed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a caller of Microsoft Graph may do. Each owns the object "own"; the guest is in the group
 * "group". A client of a user has the permission that the row names, or all that the user may do.
 */
class GraphAuthorizerTest {

    private static final String DENIED = "Authorization_RequestDenied";
    private static final String EVERYTHING = "user_impersonation";
    private static final List<String> CALLERS = List.of("member", "guest", "administrator", "app", "adminApp");

    /** Letters: L list, R read another's, S read itself, G read the group, O read the own. */
    @ParameterizedTest
    @CsvSource({
        "member, user_impersonation, USERS, LRSGO",
        "member, User.Read.All, USERS, LRSGO",
        "member, Directory.Read.All, USERS, LRSGO",
        "member, Group.Read.All, USERS, S",
        "member, openid, USERS, S",
        "guest, user_impersonation, USERS, SGO",
        "guest, user_impersonation, GROUPS, SGO",
        "guest, User.Read.All, GROUPS, S",
        "administrator, user_impersonation, APP_ROLES, LRSGO",
        "administrator, User.Read.All, GROUPS, S",
        "app, User.Read.All, USERS, LRSGO",
        "app, Group.Read.All, USERS, ''",
        "app, Application.ReadWrite.OwnedBy, APPLICATIONS, LRSGO",
        "app, none, USERS, ''",
        "adminApp, none, USERS, LRSGO",
    })
    void readingNeedsAPermission(String caller, String permission, GraphArea area, String allowed) {
        // Given
        GraphAuthorizer access = access(caller, permission);

        // When
        String reached = letter("L", () -> access.requireRead(area))
                + letter("R", () -> access.requireRead(area, "another"))
                + letter("S", () -> access.requireRead(area, caller))
                + letter("G", () -> access.requireRead(area, "group"))
                + letter("O", () -> access.requireRead(area, "own"));

        // Then
        assertThat(reached).isEqualTo(allowed);
    }

    /** Letters: M make, C change another's, O change the own. */
    @ParameterizedTest
    @CsvSource({
        "member, user_impersonation, APPLICATIONS, MO",
        "member, user_impersonation, GROUPS, MO",
        "member, user_impersonation, INVITATIONS, MO",
        "member, user_impersonation, USERS, O",
        "member, user_impersonation, APP_ROLES, O",
        "member, Application.Read.All, APPLICATIONS, ''",
        "member, Application.ReadWrite.All, APPLICATIONS, MO",
        "member, Application.ReadWrite.OwnedBy, APPLICATIONS, MO",
        "guest, user_impersonation, APPLICATIONS, O",
        "guest, user_impersonation, GROUPS, O",
        "administrator, user_impersonation, USERS, MCO",
        "administrator, user_impersonation, APP_ROLES, MCO",
        "administrator, User.Read.All, USERS, ''",
        "app, User.ReadWrite.All, USERS, MCO",
        "app, Directory.ReadWrite.All, GROUPS, MCO",
        "app, Directory.ReadWrite.All, APP_ROLES, ''",
        "app, Application.ReadWrite.OwnedBy, APPLICATIONS, MO",
        "app, Application.ReadWrite.OwnedBy, GROUPS, ''",
        "app, none, GROUPS, ''",
        "adminApp, none, APP_ROLES, MCO",
    })
    void changingNeedsMore(String caller, String permission, GraphArea area, String allowed) {
        // Given
        GraphAuthorizer access = access(caller, permission);

        // When
        String reached = letter("M", () -> access.requireCreate(area))
                + letter("C", () -> access.requireChange(area, "another"))
                + letter("O", () -> access.requireChange(area, "another", "own"));

        // Then
        assertThat(reached).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"member, home, accepted", "member, there, " + DENIED, "nobody, home, " + DENIED})
    void aUserIsOneOfItsTenant(String objectId, String tenant, String outcome) {
        // Given
        GraphAuthorizer access = access(objectId, EVERYTHING, tenant);

        // When
        String refusal = Refusal.code(access::caller);

        // Then
        assertThat(refusal).isEqualTo(outcome);
    }

    private static String letter(String letter, Refusal.Call call) {
        String refusal = Refusal.code(call);
        assertThat(refusal).isIn(Refusal.NONE, DENIED);
        return refusal.equals(Refusal.NONE) ? letter : "";
    }

    private static GraphAuthorizer access(String caller, String permission) {
        return access(caller, permission, "home");
    }

    private static GraphAuthorizer access(String caller, String permission, String tenant) {
        Map<String, String> own = new HashMap<>();
        CALLERS.forEach(one -> own.put(one, "own"));
        return new GraphAuthorizer(
                new Token(caller, permission, tenant),
                TestDirectory.users(
                        user("member", false, false), user("guest", true, false), user("administrator", false, true)),
                TestDirectory.administrators("adminApp"),
                TestDirectory.owners(own),
                TestDirectory.groups(Map.of("guest", "group")));
    }

    private static DirectoryUser user(String objectId, boolean guest, boolean administrator) {
        return new DirectoryUser(objectId, "home", null, guest, false, administrator, null);
    }

    /** The caller's token: of a user with {@code scp}, of an application with {@code roles}. */
    @Vetoed
    private static final class Token extends CallerContext {

        private final VerifiedToken token;

        Token(String objectId, String permission, String tenant) {
            super(null, null);
            Map<String, Object> claims = new HashMap<>(Map.of("oid", objectId, "tid", tenant));
            if (objectId.endsWith("pp")) {
                claims.put("roles", List.of(permission));
            } else {
                claims.put("scp", "openid " + permission);
            }
            token = new VerifiedToken(null, "issuer", "audience", 0, claims);
        }

        @Override
        public VerifiedToken tokenOrNull() {
            return token;
        }
    }
}
