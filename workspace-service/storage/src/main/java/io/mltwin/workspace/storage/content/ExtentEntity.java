package io.mltwin.workspace.storage.content;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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

    @ApplicationScoped
    static class ExtentRepository implements PanacheRepositoryBase<ExtentEntity, ExtentEntity.Place> {

        /** No extent is longer: the largest block that can be appended. */
        static final long LONGEST = 100L << 20;

        /** Those with a byte from {@code first} to before {@code end}, in order. */
        List<ExtentEntity> overlapping(UUID owner, long first, long end) {
            return list(
                    "place.owner = ?1 and place.first > ?2 and place.first < ?3 and place.first + length > ?4 order by place.first",
                    owner,
                    first - LONGEST,
                    end,
                    first);
        }

        Optional<ExtentEntity> last(UUID owner) {
            return find("place.owner = ?1 order by place.first desc", owner)
                    .page(0, 1)
                    .firstResultOptional();
        }

        List<UUID> contents(UUID owner) {
            return getEntityManager()
                    .createQuery("select distinct e.contentId from ExtentEntity e where e.place.owner = ?1", UUID.class)
                    .setParameter(1, owner)
                    .getResultList();
        }

        List<UUID> stillUsed(Collection<UUID> contents) {
            return getEntityManager()
                    .createQuery("select distinct e.contentId from ExtentEntity e where e.contentId in ?1", UUID.class)
                    .setParameter(1, contents)
                    .getResultList();
        }
    }
}
