package io.mltwin.identity.directory.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.directory.GraphPermission;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of Microsoft Graph's permissions opens which part of the directory. */
class GraphAreaTest {

    @ParameterizedTest(name = "{0} with {1}: read {2}, write {3}")
    @CsvSource({
        "USERS, DIRECTORY_READ, true, false",
        "USERS, USER_READ, true, false",
        "USERS, USER_WRITE, true, true",
        "USERS, DIRECTORY_WRITE, true, true",
        "USERS, GROUP_WRITE, false, false",
        "GROUPS, MEMBER_WRITE, true, false",
        "MEMBERS, MEMBER_WRITE, true, true",
        "GROUPS, GROUP_WRITE, true, true",
        "APPLICATIONS, APPLICATION_READ, true, false",
        "APPLICATIONS, APPLICATION_OWN, true, false",
        "APPLICATIONS, APPLICATION_WRITE, true, true",
        "APPLICATIONS, USER_WRITE, false, false",
        "APP_ROLES, APPLICATION_WRITE, false, false",
        "APP_ROLES, DIRECTORY_WRITE, true, false",
        "APP_ROLES, APP_ROLE_WRITE, true, true",
        "GRANTS, DIRECTORY_WRITE, true, false",
        "OBJECTS, DIRECTORY_READ, true, false",
        "OBJECTS, USER_WRITE, false, false",
        "INVITATIONS, USER_INVITE, false, true",
    })
    void onePermission(GraphArea area, GraphPermission permission, boolean read, boolean write) {
        Set<GraphPermission> has = EnumSet.of(permission);

        assertThat(area.isReadableWith(has)).isEqualTo(read);
        assertThat(area.isWritableWith(has)).isEqualTo(write);
    }

    @Test
    void withoutPermissionNothingIsOpen() {
        for (GraphArea area : GraphArea.values()) {
            assertThat(area.isReadableWith(Set.of())).as(area.name()).isFalse();
            assertThat(area.isWritableWith(Set.of())).as(area.name()).isFalse();
        }
    }
}
