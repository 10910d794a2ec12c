package io.mltwin.identity.directory;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Row of a group, with its direct members of any kind. */
@Entity
@Table(name = "directory_group")
class GroupEntity {

    @Id
    private String objectId;

    private String tenantId;

    private String displayName;

    private String description;

    private String mailNickname;

    private Instant createdOn;

    @ElementCollection
    @CollectionTable(name = "group_member", joinColumns = @JoinColumn(name = "group_id"))
    @Column(name = "member_id")
    private Set<String> members = new TreeSet<>();

    protected GroupEntity() {}

    GroupEntity(String objectId, String tenantId) {
        this.objectId = objectId;
        this.tenantId = tenantId;
    }

    String objectId() {
        return objectId;
    }

    String tenantId() {
        return tenantId;
    }

    String displayName() {
        return displayName;
    }

    String description() {
        return description;
    }

    String mailNickname() {
        return mailNickname;
    }

    Instant createdOn() {
        return createdOn;
    }

    void describe(String name, String text, String nickname) {
        displayName = name;
        description = text;
        mailNickname = nickname;
    }

    void created(Instant when) {
        createdOn = when;
    }

    void describe(String name, Collection<String> directMembers) {
        displayName = name;
        members.retainAll(directMembers);
        members.addAll(directMembers);
    }
}
