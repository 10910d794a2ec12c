package io.mltwin.node.data;

import io.mltwin.encoding.UriEncoding;
import io.mltwin.node.calls.ComputeServiceClient.DataAccess;
import io.mltwin.node.calls.NodeHttp;
import io.mltwin.node.calls.StorageCalls;
import io.mltwin.node.data.DataClient.StorageList;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The files of one data reference's share, by the File service's REST interface ({@code
 * x-ms-version} 2020-10-02).
 */
public final class ShareData implements DataStore {

    /** Put Range takes as much with a request. */
    private static final int PART_BYTES = 4 << 20;

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final NodeHttp http;
    private final StorageCalls<DataAccess> calls;

    /** That were made or found. */
    private final Set<String> directories = new HashSet<>();

    public ShareData(NodeHttp http, StorageCalls<DataAccess> calls) {
        this.http = http;
        this.calls = calls;
    }

    @Override
    public List<String> list(String path) throws IOException {
        List<String> names = new ArrayList<>();
        try {
            listDirectory(path, names);
        } catch (StorageCalls.RefusedException e) {
            if (e.status() != NOT_FOUND && e.status() != CONFLICT) {
                throw e;
            }
            if (!path.isEmpty() && isFile(path)) {
                names.add(path);
            }
        }
        return names;
    }

    private void listDirectory(String path, List<String> names) throws IOException {
        String marker = "";
        do {
            String query = "restype=directory&comp=list&marker=" + UriEncoding.encodeQueryValue(marker);
            String page = calls.call(
                            "List Directories and Files " + path,
                            access ->
                                    http.send(access.request(path, query).GET().build()))
                    .body();
            StorageList files = StorageList.read(page, "File");
            files.names().forEach(name -> names.add(below(path, name)));
            for (String directory : StorageList.read(page, "Directory").names()) {
                listDirectory(below(path, directory), names);
            }
            marker = files.nextMarker();
        } while (!marker.isEmpty());
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }

    private boolean isFile(String path) throws IOException {
        try {
            calls.call(
                    "Get File Properties " + path,
                    access -> http.send(access.request(path, "")
                            .method("HEAD", BodyPublishers.noBody())
                            .build()));
            return true;
        } catch (StorageCalls.RefusedException e) {
            if (e.status() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void download(String name, Path target) throws IOException {
        calls.call(
                "Get File " + name,
                access -> http.send(access.request(name, "").GET().build(), BlobClient.into(target)));
    }

    @Override
    public void upload(String name, BlobContent content, boolean overwrite) throws IOException {
        if (!overwrite && isFile(name)) {
            throw new StorageCalls.RefusedException(CONFLICT, "Create File " + name + ": the file is there");
        }
        store(name, content);
    }

    /** Stores a small content, also where a file of that name is there. */
    public void upload(String name, byte[] content) throws IOException {
        store(name, BlobContent.of(content));
    }

    /** Returns a text. */
    public String read(String name) throws IOException {
        return calls.call(
                        "Get File " + name,
                        access -> http.send(access.request(name, "").GET().build()))
                .body();
    }

    private void store(String name, BlobContent content) throws IOException {
        long size = content.size();
        createDirectories(name);
        calls.call(
                "Create File " + name,
                access -> http.send(access.request(name, "")
                        .header("x-ms-type", "file")
                        .header("x-ms-content-length", Long.toString(size))
                        .PUT(BodyPublishers.noBody())
                        .build()));
        for (long at = 0; at < size; at += PART_BYTES) {
            putRange(name, content, at, Math.min(PART_BYTES, size - at));
        }
    }

    private void putRange(String name, BlobContent content, long at, long length) throws IOException {
        calls.call(
                "Put Range " + name,
                access -> http.send(access.request(name, "comp=range")
                        .header("x-ms-write", "update")
                        .header("x-ms-range", "bytes=" + at + "-" + (at + length - 1))
                        .PUT(content.part(at, length))
                        .build()));
    }

    /**
     * The first directory of a path is there mostly, and is made where the second has no parent.
     */
    private void createDirectories(String name) throws IOException {
        int first = name.indexOf('/');
        int second = name.indexOf('/', first + 1);
        if (second < 0) {
            createDirectories(name, first);
            return;
        }
        try {
            createDirectories(name, second);
        } catch (StorageCalls.RefusedException e) {
            if (e.status() != NOT_FOUND) {
                throw e;
            }
            createDirectories(name, first);
        }
    }

    private void createDirectories(String name, int from) throws IOException {
        for (int end = from; end > 0; end = name.indexOf('/', end + 1)) {
            createDirectory(name.substring(0, end));
        }
    }

    /** One that is there is not asked for twice. */
    private void createDirectory(String path) throws IOException {
        if (directories.contains(path)) {
            return;
        }
        try {
            calls.call(
                    "Create Directory " + path,
                    access -> http.send(access.request(path, "restype=directory")
                            .PUT(BodyPublishers.noBody())
                            .build()));
        } catch (StorageCalls.RefusedException e) {
            if (e.status() != CONFLICT) {
                throw e;
            }
        }
        directories.add(path);
    }
}
