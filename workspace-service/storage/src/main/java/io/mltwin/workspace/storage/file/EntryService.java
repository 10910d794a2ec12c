package io.mltwin.workspace.storage.file;

import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.content.Extents;
import io.mltwin.workspace.storage.content.NewContent;
import io.mltwin.workspace.storage.content.StoredBytes;
import io.mltwin.workspace.storage.wire.ByteRange;
import io.mltwin.workspace.storage.wire.ContentHeaders;
import io.mltwin.workspace.storage.wire.EntityTags;
import io.mltwin.workspace.storage.wire.Metadata;
import io.mltwin.workspace.storage.wire.RequestErrors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Directories and files of shares. The caller's permission has been checked. */
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
    EntryState createDirectory(EntryTarget call, Map<String, String> metadata) {
        UUID share = lock(call);
        if (call.address().isRoot() || entries.find(share, call.address()).isPresent()) {
            throw FileErrors.exists();
        }
        return state(call, insert(call, share, true, 0, null, metadata));
    }

    /** Create File: of this length and all zeros; an existing file is replaced. */
    @Transactional
    EntryState createFile(
            EntryTarget call, long length, ContentHeaders http, Map<String, String> metadata) {
        UUID share = lock(call);
        EntryEntity old = entries.find(share, call.address()).orElse(null);
        if (old != null) {
            if (old.directory) {
                throw FileErrors.typeMismatch();
            }
            extents.releaseAll(old.id);
            entries.delete(old);
            entries.flush();
        }
        return state(call, insert(call, share, false, length, http, metadata));
    }

    /** A file of exactly this content, whether there was one or not. */
    @Transactional
    EntryState replace(EntryTarget call, ContentHeaders http, ByteRange all, NewContent content) {
        createFile(call, all.length(), http, Map.of());
        return write(call, all, content);
    }

    private EntryEntity insert(
            EntryTarget call,
            UUID share,
            boolean directory,
            long length,
            ContentHeaders http,
            Map<String, String> metadata) {
        FileAddress address = call.address();
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
        row.metadata = Metadata.encrypt(metadata, key(call), row.metadataContext());
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
            throw FileErrors.parentNotFound();
        }
    }

    /** What the address names, whichever kind it is. */
    @Transactional
    Optional<EntryState> find(EntryTarget call) {
        return entries.find(share(call), call.address()).map(row -> EntryState.of(row, Map.of()));
    }

    /** What the address names, of the kind asked for. */
    @Transactional
    EntryState get(EntryTarget call, boolean directory) {
        return state(call, existing(call, directory));
    }

    @Transactional
    EntryState setMetadata(EntryTarget call, boolean directory, Map<String, String> metadata) {
        lock(call);
        EntryEntity row = existing(call, directory);
        row.metadata = Metadata.encrypt(metadata, key(call), row.metadataContext());
        touch(row);
        return state(call, row);
    }

    /** Set File Properties: headers, and another length if one is given. */
    @Transactional
    EntryState setProperties(EntryTarget call, Long length, ContentHeaders http) {
        lock(call);
        EntryEntity row = existing(call, false);
        if (length != null) {
            if (length < row.length) {
                extents.clear(row.id, length, row.length - length);
            }
            row.length = length;
        } else {
            row.set(http);
        }
        touch(row);
        return state(call, row);
    }

    /**
     * Put Range.
     *
     * @param content null clears the range
     */
    @Transactional
    EntryState write(EntryTarget call, ByteRange range, NewContent content) {
        UUID share = lock(call);
        EntryEntity row = existing(call, false);
        if (range.last() >= row.length) {
            throw RequestErrors.invalidRange(row.length);
        }
        if (content == null) {
            extents.clear(row.id, range.first(), range.length());
        } else {
            contents.keepOfShare(share, content);
            extents.write(row.id, range.first(), content);
        }
        touch(row);
        return state(call, row);
    }

    @Transactional
    List<Extents.Stretch> ranges(EntryTarget call, ByteRange range) {
        EntryEntity row = existing(call, false);
        return range == null
                ? extents.written(row.id, 0, row.length)
                : extents.written(row.id, range.first(), range.length());
    }

    @Transactional
    Opened open(EntryTarget call) {
        EntryEntity row = existing(call, false);
        return new Opened(state(call, row), extents.open(row.id, key(call)));
    }

    @Transactional
    void delete(EntryTarget call, boolean directory) {
        UUID share = lock(call);
        EntryEntity row = existing(call, directory);
        if (directory && !entries.isEmpty(share, call.address().ownKey())) {
            throw FileErrors.directoryNotEmpty();
        }
        extents.releaseAll(row.id);
        entries.delete(row);
    }

    /** One more than asked for, so that the caller sees whether there are more. */
    @Transactional
    List<EntryState> list(EntryTarget call, String prefix, String from, int most) {
        UUID share = share(call);
        if (!call.address().isRoot()) {
            existing(call, true);
        }
        String parent = call.address().isRoot() ? "" : call.address().ownKey();
        return entries
                .page(share, parent, FileAddress.key(prefix), FileAddress.key(from), most + 1)
                .stream()
                .map(row -> EntryState.of(row, Map.of()))
                .toList();
    }

    private EntryEntity existing(EntryTarget call, boolean directory) {
        UUID share = share(call);
        if (call.address().isRoot()) {
            throw FileErrors.notFound();
        }
        EntryEntity row = entries.find(share, call.address()).orElseThrow(FileErrors::notFound);
        if (row.directory != directory) {
            throw FileErrors.typeMismatch();
        }
        return row;
    }

    private UUID lock(EntryTarget call) {
        UUID share = share(call);
        String path = call.address().isRoot() ? "" : call.address().ownKey();
        shares.lockEntry(share, path);
        if (!call.address().isRoot()) {
            // nobody deletes the directory while something is made in it
            shares.lockEntry(share, call.address().parentKey());
        }
        return share;
    }

    private UUID share(EntryTarget call) {
        return shares.find(call.account().id(), call.share())
                .orElseThrow(FileErrors::shareNotFound)
                .id;
    }

    private DataKey key(EntryTarget call) {
        return call.account().dataKey();
    }

    private EntryState state(EntryTarget call, EntryEntity row) {
        return EntryState.of(row, Metadata.decrypt(row.metadata, key(call), row.metadataContext()));
    }

    private void touch(EntryEntity row) {
        row.etag = etags.next();
        row.modified = clock.instant();
    }
}
