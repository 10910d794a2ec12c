package io.mltwin.identity.directory;

import io.mltwin.encoding.AsciiCase;
import java.util.Arrays;
import java.util.Optional;

/**
 * The permissions of Microsoft Graph that have an effect here, with Azure's ids of the app roles.
 */
public enum GraphPermission {
    DIRECTORY_READ("Directory.Read.All", "7ab1d382-f21e-4acd-a863-ba3e13f7da61"),
    DIRECTORY_WRITE("Directory.ReadWrite.All", "19dbc75e-c2e2-444c-a770-ec69d8559fc7"),
    USER_READ("User.Read.All", "df021288-bdef-4463-88db-98f22de89214"),
    USER_WRITE("User.ReadWrite.All", "741f803b-c850-494e-b5df-cde7c675a1ca"),
    USER_INVITE("User.Invite.All", "09850681-111b-4a89-9bed-3f2cae46d706"),
    GROUP_READ("Group.Read.All", "5b567255-7703-4780-807c-7be8301ae99b"),
    GROUP_WRITE("Group.ReadWrite.All", "62a82d76-70ea-41e2-9197-370581804d09"),
    MEMBER_READ("GroupMember.Read.All", "98830695-27a2-44f7-8c18-0c3ebc9698f6"),
    MEMBER_WRITE("GroupMember.ReadWrite.All", "dbaae8cf-10b5-4b86-a4a1-f871c94c6695"),
    APPLICATION_READ("Application.Read.All", "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30"),
    APPLICATION_WRITE("Application.ReadWrite.All", "1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9"),
    APPLICATION_OWN("Application.ReadWrite.OwnedBy", "18a4783c-866b-4cc7-a460-3d5e5662c884"),
    APP_ROLE_WRITE("AppRoleAssignment.ReadWrite.All", "06b708a9-e830-4db3-a914-8e69da51d44f"),
    GRANT_WRITE("DelegatedPermissionGrant.ReadWrite.All", "8e8e4742-1d95-4f68-9d56-6ee75648c72a");

    private final String claim;
    private final String appRoleId;

    GraphPermission(String claim, String appRoleId) {
        this.claim = claim;
        this.appRoleId = appRoleId;
    }

    /** Returns the name in tokens. */
    public String claim() {
        return claim;
    }

    public String appRoleId() {
        return appRoleId;
    }

    public static Optional<GraphPermission> ofAppRole(String id) {
        return Arrays.stream(values())
                .filter(one -> AsciiCase.equal(one.appRoleId, id))
                .findFirst();
    }

    public static Optional<GraphPermission> named(String claim) {
        return Arrays.stream(values()).filter(one -> one.claim.equals(claim)).findFirst();
    }
}
