package io.mltwin.identity.directory;

import io.mltwin.encoding.AsciiCase;
import jakarta.persistence.Column;
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
    @Column(name = "object_id")
    private String objectId;

    @Column(name = "tenant_id")
    private String tenantId;

    @Column(name = "user_principal_name")
    private String userPrincipalName;

    @Column(name = "user_principal_key")
    private String userPrincipalKey;

    @Column(name = "display_name")
    private String displayName;

    @Column(name = "password_hash")
    private String passwordHash;

    @Column(name = "account_enabled")
    private boolean accountEnabled = true;

    @Column(name = "user_type")
    private String userType = MEMBER;

    @Column(name = "home_tenant_id")
    private String homeTenantId;

    @Column(name = "home_object_id")
    private String homeObjectId;

    @Column(name = "invitation_redeemed")
    private boolean invitationRedeemed = true;

    @Column(name = "global_administrator")
    private boolean globalAdministrator;

    @Column(name = "given_name")
    private String givenName;

    @Column(name = "surname")
    private String surname;

    @Column(name = "mail")
    private String mail;

    @Column(name = "mail_nickname")
    private String mailNickname;

    @Column(name = "tokens_valid_from")
    private Instant tokensValidFrom;

    @Column(name = "created_on")
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
