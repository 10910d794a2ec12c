package io.mltwin.resourceprovider;

import io.mltwin.resourceprovider.ResourceClaims.ClaimRows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Claims in memory, which notes what is done with them. */
final class NotedClaimRows implements ClaimRows {

    private final Map<String, String> tokens = new HashMap<>();
    private final List<String> notes;

    NotedClaimRows(List<String> notes) {
        this.notes = notes;
    }

    @Override
    public synchronized boolean claim(String key, String token) {
        notes.add("claim");
        return tokens.putIfAbsent(key, token) == null;
    }

    @Override
    public synchronized boolean renew(String key, String token) {
        notes.add("renew");
        return token.equals(tokens.get(key));
    }

    @Override
    public synchronized boolean confirm(String key, String token) {
        notes.add("confirm");
        return tokens.remove(key, token);
    }

    @Override
    public synchronized void release(String key, String token) {
        notes.add("release");
        tokens.remove(key, token);
    }
}
