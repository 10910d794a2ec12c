package io.mltwin.workspace.storage.content;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;

/** Row of a piece of an append blob, page blob or file: which bytes of which stored content. */
@Entity
@Table(name = "content_extent")
class ExtentEntity {

    /**
     * @param owner the blob or file
     * @param first byte of it
     */
    @Embeddable
    public record Place(
            @Column(name = "owner_id") UUID owner,
            @Column(name = "first_byte") Long first) implements Serializable {}

    @EmbeddedId
    public Place place;

    @Column(name = "byte_count")
    public long length;

    public UUID contentId;

    public long contentFirst;

    long first() {
        return place.first();
    }

    long end() {
        return place.first() + length;
    }
}
