package io.mltwin.identity.directory;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.DirectoryUser.UserChange;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of a user. */
@Entity
@Table(name = "directory_user")
class UserEntity {

    static final String MEMBER = "Member";
    static final String GUEST = "Guest";

    @Id
    private String objectId;

    private String tenantId;

    private String userPrincipalName;

    private String userPrincipalKey;

    private String displayName;

    private String passwordHash;

    private boolean accountEnabled = true;

    private String userType = MEMBER;

    private String homeTenantId;

    private String homeObjectId;

    private boolean invitationRedeemed = true;

    private boolean globalAdministrator;

    private String givenName;

    private String surname;

    private String mail;

    private String mailNickname;

    private Instant tokensValidFrom;

    private Instant createdOn;

    protected UserEntity() {}

    UserEntity(String objectId, String tenantId) {
        this.objectId = objectId;
        this.tenantId = tenantId;
    }

    String objectId() {
        return objectId;
    }

    String tenantId() {
        return tenantId;
    }

    String userPrincipalName() {
        return userPrincipalName;
    }

    String displayName() {
        return displayName;
    }

    String passwordHash() {
        return passwordHash;
    }

    void describe(String upn, String name) {
        userPrincipalName = upn;
        userPrincipalKey = AsciiCase.lower(upn);
        displayName = name;
    }

    void setPasswordHash(String hash) {
        passwordHash = hash;
    }

    boolean isAccountEnabled() {
        return accountEnabled;
    }

    boolean isGuest() {
        return GUEST.equals(userType);
    }

    boolean isInvitationRedeemed() {
        return invitationRedeemed;
    }

    boolean isGlobalAdministrator() {
        return globalAdministrator;
    }

    String givenName() {
        return givenName;
    }

    String surname() {
        return surname;
    }

    String mail() {
        return mail;
    }

    String mailNickname() {
        return mailNickname;
    }

    Instant createdOn() {
        return createdOn;
    }

    void describeFurther(UserChange profile) {
        accountEnabled = profile.accountEnabled();
        givenName = profile.givenName();
        surname = profile.surname();
        mail = profile.mail();
        mailNickname = profile.mailNickname();
    }

    void created(Instant when) {
        createdOn = when;
    }

    /** Makes the user a guest that cannot sign in before it accepts. */
    void invite(String tenantId, String userId) {
        userType = GUEST;
        homeTenantId = tenantId;
        homeObjectId = userId;
        invitationRedeemed = false;
    }

    void revokeSessions(Instant when) {
        tokensValidFrom = when;
    }
}
