package io.mltwin.compute.computeinstances;

import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.TestCalls;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Plays one file share of a storage account, as far as a mount touches it: account SAS by the
 * account's key, the share, directories.
 */
final class TestShare {

    private final String account;
    private final String path;
    private final Set<String> directories = ConcurrentHashMap.newKeySet();
    private volatile String key;
    private volatile boolean there;
    private volatile String refusal;

    TestShare(TestCalls calls, String account, String name, String key) {
        this.account = account;
        this.path = "/" + name;
        this.key = key;
        for (String method : new String[] {"GET", "PUT"}) {
            calls.answer("workspace", method, path + "*", this::answer);
        }
    }

    void regenerateKey(String newer) {
        key = newer;
    }

    void delete() {
        there = false;
        directories.clear();
    }

    void restore() {
        there = true;
    }

    /** What every request gets that has a right signature; null lets it through. */
    void refuseWith(String statusAndCode) {
        refusal = statusAndCode;
    }

    Set<String> directories() {
        return directories;
    }

    private PeerAnswer answer(PeerRequest request) {
        if (!String.valueOf(request.headers().get("host")).startsWith(account + ".file.core.")) {
            return refuse("400 InvalidUri");
        }
        if (!sign(request).equals(request.query("sig"))) {
            return refuse("403 AuthenticationFailed");
        }
        if (refusal != null) {
            return refuse(refusal);
        }
        boolean makes = request.method().equals("PUT");
        if ("share".equals(request.query("restype"))) {
            boolean found = there;
            there |= makes;
            return found
                    ? makes ? refuse("409 ShareAlreadyExists") : PeerAnswer.status(200)
                    : makes ? PeerAnswer.status(201) : refuse("404 ShareNotFound");
        }
        if (!there) {
            return refuse("404 ShareNotFound");
        }
        String directory = request.path().substring(path.length());
        if (makes) {
            return directories.add(directory) ? PeerAnswer.status(201) : refuse("409 ResourceAlreadyExists");
        }
        return directories.contains(directory) ? PeerAnswer.status(200) : refuse("404 ResourceNotFound");
    }

    private static PeerAnswer refuse(String statusAndCode) {
        String[] parts = statusAndCode.split(" ");
        return PeerAnswer.status(Integer.parseInt(parts[0])).withHeader("x-ms-error-code", parts[1]);
    }

    /** "Create an account SAS", 2020-10-02. */
    private String sign(PeerRequest request) {
        String signed = String.join(
                "\n",
                account,
                request.query("sp"),
                request.query("ss"),
                request.query("srt"),
                "",
                request.query("se"),
                "",
                request.query("spr"),
                request.query("sv"),
                "");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
