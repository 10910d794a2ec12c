package io.mltwin.workspace.storage.file;

import static io.mltwin.workspace.storage.file.FileErrors.directoryNotEmpty;
import static io.mltwin.workspace.storage.file.FileErrors.notFound;
import static io.mltwin.workspace.storage.file.FileErrors.parentNotFound;
import static io.mltwin.workspace.storage.file.FileErrors.typeMismatch;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidRange;

import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.content.Extents;
import io.mltwin.workspace.storage.content.NewContent;
import io.mltwin.workspace.storage.content.StoredBytes;
import io.mltwin.workspace.storage.file.EntryEntity.EntryRepository;
import io.mltwin.workspace.storage.file.ShareEntity.ShareRepository;
import io.mltwin.workspace.storage.wire.ByteRange;
import io.mltwin.workspace.storage.wire.ContentHeaders;
import io.mltwin.workspace.storage.wire.EntityTags;
import io.mltwin.workspace.storage.wire.Metadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes, changes and deletes directories and files of shares. The caller's permission has been
 * checked.
 */
@ApplicationScoped
class EntryService {

    private final ShareRepository shares;
    private final EntryRepository entries;
    private final Extents extents;
    private final ContentStore contents;
    private final EntityTags etags;
    private final Clock clock;

    EntryService(
            ShareRepository shares,
            EntryRepository entries,
            Extents extents,
            ContentStore contents,
            EntityTags etags,
            Clock clock) {
        this.shares = shares;
        this.entries = entries;
        this.extents = extents;
        this.contents = contents;
        this.etags = etags;
        this.clock = clock;
    }

    /** A file opened for reading. */
    record Opened(EntryState state, StoredBytes content) {}

    @Transactional
    EntryState createDirectory(EntryTarget request, Map<String, String> metadata) {
        UUID share = lock(request);
        if (request.address().isRoot() || entries.find(share, request.address()).isPresent()) {
            throw FileErrors.exists();
        }
        return state(request, insert(request, share, true, 0, null, metadata));
    }

    /** Create File: of this length and all zeros; an existing file is replaced. */
    @Transactional
    EntryState createFile(EntryTarget request, long length, ContentHeaders http, Map<String, String> metadata) {
        UUID share = lock(request);
        EntryEntity old = entries.find(share, request.address()).orElse(null);
        if (old != null) {
            if (old.directory) {
                throw typeMismatch();
            }
            extents.releaseAll(old.id);
            entries.delete(old);
            entries.flush();
        }
        return state(request, insert(request, share, false, length, http, metadata));
    }

    /** A file of exactly this content, whether there was one or not. */
    @Transactional
    EntryState replace(EntryTarget request, ContentHeaders http, ByteRange all, NewContent content) {
        createFile(request, all.length(), http, Map.of());
        return write(request, all, content);
    }

    private EntryEntity insert(
            EntryTarget request,
            UUID share,
            boolean directory,
            long length,
            ContentHeaders http,
            Map<String, String> metadata) {
        FileAddress address = request.address();
        requireDirectory(share, address.parent());
        EntryEntity row = new EntryEntity();
        row.id = UUID.randomUUID();
        row.shareId = share;
        row.parentKey = address.parentKey();
        row.name = address.name();
        row.nameKey = FileAddress.key(row.name);
        row.directory = directory;
        row.length = length;
        if (http != null) {
            row.set(http);
        }
        row.metadata = Metadata.encrypt(metadata, key(request), row.metadataContext());
        row.created = clock.instant();
        touch(row);
        entries.persistAndFlush(row);
        return row;
    }

    private void requireDirectory(UUID share, FileAddress directory) {
        if (directory.isRoot()) {
            return;
        }
        EntryEntity row = entries.find(share, directory).orElseThrow(FileErrors::parentNotFound);
        if (!row.directory) {
            throw parentNotFound();
        }
    }

    /** Finds the entry at the address, of either kind. */
    @Transactional
    Optional<EntryState> find(EntryTarget request) {
        return entries.find(share(request), request.address()).map(row -> EntryState.of(row, Map.of()));
    }

    /** Returns the entry at the address, of the kind asked for. */
    @Transactional
    EntryState get(EntryTarget request, boolean directory) {
        return state(request, existing(request, directory));
    }

    @Transactional
    EntryState setMetadata(EntryTarget request, boolean directory, Map<String, String> metadata) {
        lock(request);
        EntryEntity row = existing(request, directory);
        row.metadata = Metadata.encrypt(metadata, key(request), row.metadataContext());
        touch(row);
        return state(request, row);
    }

    /** Set File Properties: headers, and another length if one is given. */
    @Transactional
    EntryState setProperties(EntryTarget request, Long length, ContentHeaders http) {
        lock(request);
        EntryEntity row = existing(request, false);
        if (length != null) {
            if (length < row.length) {
                extents.clear(row.id, length, row.length - length);
            }
            row.length = length;
        } else {
            row.set(http);
        }
        touch(row);
        return state(request, row);
    }

    /**
     * Put Range.
     *
     * @param content null clears the range
     */
    @Transactional
    EntryState write(EntryTarget request, ByteRange range, NewContent content) {
        UUID share = lock(request);
        EntryEntity row = existing(request, false);
        if (range.last() >= row.length) {
            throw invalidRange(row.length);
        }
        if (content == null) {
            extents.clear(row.id, range.first(), range.length());
        } else {
            contents.keepOfShare(share, content);
            extents.write(row.id, range.first(), content);
        }
        touch(row);
        return state(request, row);
    }

    @Transactional
    List<Extents.Stretch> ranges(EntryTarget request, ByteRange range) {
        EntryEntity row = existing(request, false);
        return range == null
                ? extents.written(row.id, 0, row.length)
                : extents.written(row.id, range.first(), range.length());
    }

    @Transactional
    Opened open(EntryTarget request) {
        EntryEntity row = existing(request, false);
        return new Opened(state(request, row), extents.open(row.id, key(request)));
    }

    @Transactional
    void delete(EntryTarget request, boolean directory) {
        UUID share = lock(request);
        EntryEntity row = existing(request, directory);
        if (directory && !entries.isEmpty(share, request.address().ownKey())) {
            throw directoryNotEmpty();
        }
        extents.releaseAll(row.id);
        entries.delete(row);
    }

    /** One more than asked for, so that the caller sees whether there are more. */
    @Transactional
    List<EntryState> list(EntryTarget request, String prefix, String from, int most) {
        UUID share = share(request);
        if (!request.address().isRoot()) {
            existing(request, true);
        }
        String parent = request.address().isRoot() ? "" : request.address().ownKey();
        return entries.page(share, parent, FileAddress.key(prefix), FileAddress.key(from), most + 1).stream()
                .map(row -> EntryState.of(row, Map.of()))
                .toList();
    }

    private EntryEntity existing(EntryTarget request, boolean directory) {
        UUID share = share(request);
        if (request.address().isRoot()) {
            throw notFound();
        }
        EntryEntity row = entries.find(share, request.address()).orElseThrow(FileErrors::notFound);
        if (row.directory != directory) {
            throw typeMismatch();
        }
        return row;
    }

    private UUID lock(EntryTarget request) {
        UUID share = share(request);
        String path = request.address().isRoot() ? "" : request.address().ownKey();
        shares.lockEntry(share, path);
        if (!request.address().isRoot()) {
            // nobody deletes the directory while something is made in it
            shares.lockEntry(share, request.address().parentKey());
        }
        return share;
    }

    private UUID share(EntryTarget request) {
        return shares.find(request.account().id(), request.share()).orElseThrow(FileErrors::shareNotFound).id;
    }

    private DataKey key(EntryTarget request) {
        return request.account().dataKey();
    }

    private EntryState state(EntryTarget request, EntryEntity row) {
        return EntryState.of(row, Metadata.decrypt(row.metadata, key(request), row.metadataContext()));
    }

    private void touch(EntryEntity row) {
        row.etag = etags.next();
        row.modified = clock.instant();
    }
}
