package io.mltwin.identity.directory.graph;

import static io.mltwin.identity.directory.GraphPermission.APPLICATION_OWN;
import static io.mltwin.identity.directory.GraphPermission.APPLICATION_READ;
import static io.mltwin.identity.directory.GraphPermission.APPLICATION_WRITE;
import static io.mltwin.identity.directory.GraphPermission.APP_ROLE_WRITE;
import static io.mltwin.identity.directory.GraphPermission.DIRECTORY_READ;
import static io.mltwin.identity.directory.GraphPermission.DIRECTORY_WRITE;
import static io.mltwin.identity.directory.GraphPermission.GRANT_WRITE;
import static io.mltwin.identity.directory.GraphPermission.GROUP_READ;
import static io.mltwin.identity.directory.GraphPermission.GROUP_WRITE;
import static io.mltwin.identity.directory.GraphPermission.MEMBER_READ;
import static io.mltwin.identity.directory.GraphPermission.MEMBER_WRITE;
import static io.mltwin.identity.directory.GraphPermission.USER_INVITE;
import static io.mltwin.identity.directory.GraphPermission.USER_READ;
import static io.mltwin.identity.directory.GraphPermission.USER_WRITE;

import io.mltwin.identity.directory.GraphPermission;
import java.util.EnumSet;
import java.util.Set;

/** Parts of the directory, with the permissions to read or write them; one permission suffices. */
enum GraphArea {
    USERS(EnumSet.of(USER_READ, USER_WRITE), EnumSet.of(USER_WRITE)),
    INVITATIONS(EnumSet.noneOf(GraphPermission.class), EnumSet.of(USER_INVITE, USER_WRITE)),
    GROUPS(EnumSet.of(GROUP_READ, GROUP_WRITE, MEMBER_READ, MEMBER_WRITE), EnumSet.of(GROUP_WRITE)),
    MEMBERS(EnumSet.of(GROUP_READ, GROUP_WRITE, MEMBER_READ, MEMBER_WRITE), EnumSet.of(GROUP_WRITE, MEMBER_WRITE)),
    APPLICATIONS(EnumSet.of(APPLICATION_READ, APPLICATION_WRITE, APPLICATION_OWN), EnumSet.of(APPLICATION_WRITE)),
    OBJECTS(EnumSet.noneOf(GraphPermission.class), EnumSet.noneOf(GraphPermission.class)),
    APP_ROLES(EnumSet.of(APPLICATION_READ, APP_ROLE_WRITE), EnumSet.of(APP_ROLE_WRITE)),
    GRANTS(EnumSet.of(GRANT_WRITE), EnumSet.of(GRANT_WRITE));

    private final Set<GraphPermission> toRead;
    private final Set<GraphPermission> toWrite;

    GraphArea(EnumSet<GraphPermission> toRead, EnumSet<GraphPermission> toWrite) {
        this.toRead = EnumSet.copyOf(toRead);
        this.toRead.add(DIRECTORY_READ);
        this.toRead.add(DIRECTORY_WRITE);
        this.toWrite = EnumSet.copyOf(toWrite);
        // writing the directory is not handing out permissions
        if (!toWrite.contains(APP_ROLE_WRITE) && !toWrite.contains(GRANT_WRITE)) {
            this.toWrite.add(DIRECTORY_WRITE);
        }
    }

    boolean isReadableWith(Set<GraphPermission> permissions) {
        return toRead.stream().anyMatch(permissions::contains);
    }

    boolean isWritableWith(Set<GraphPermission> permissions) {
        return toWrite.stream().anyMatch(permissions::contains);
    }
}
