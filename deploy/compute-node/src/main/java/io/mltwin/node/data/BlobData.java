package io.mltwin.node.data;

import io.mltwin.encoding.UriEncoding;
import io.mltwin.node.calls.ComputeServiceClient;
import io.mltwin.node.calls.NodeHttp;
import io.mltwin.node.calls.StorageCalls;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The blobs of one data reference's container. */
final class BlobData implements DataStore {

    private final NodeHttp http;
    private final StorageCalls<ComputeServiceClient.DataAccess> calls;

    BlobData(NodeHttp http, StorageCalls<ComputeServiceClient.DataAccess> calls) {
        this.http = http;
        this.calls = calls;
    }

    @Override
    public List<String> list(String prefix) throws IOException {
        List<String> names = new ArrayList<>();
        String marker = "";
        do {
            String query = "restype=container&comp=list&prefix="
                    + UriEncoding.encodeQueryValue(prefix)
                    + "&marker="
                    + UriEncoding.encodeQueryValue(marker);
            HttpResponse<String> page = calls.call(
                    "List Blobs " + prefix,
                    access -> http.send(access.request("", query).GET().build()));
            StorageList list = StorageList.read(page.body(), "Blob");
            names.addAll(list.names());
            marker = list.nextMarker();
        } while (!marker.isEmpty());
        return names;
    }

    @Override
    public void download(String name, Path target) throws IOException {
        calls.call(
                "Get Blob " + name,
                access -> http.send(access.request(name, "").GET().build(), BlobClient.into(target)));
    }

    @Override
    public void upload(String name, BlobContent content, boolean overwrite) throws IOException {
        calls.call("Put Blob " + name, access -> {
            HttpRequest.Builder request = access.request(name, "")
                    .header("x-ms-blob-type", "BlockBlob")
                    .header("Content-Type", "application/octet-stream")
                    .PUT(content.whole());
            return http.send((overwrite ? request : request.header("If-None-Match", "*")).build());
        });
    }
}
