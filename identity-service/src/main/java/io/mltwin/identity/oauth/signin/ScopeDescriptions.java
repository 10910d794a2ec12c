package io.mltwin.identity.oauth.signin;

import io.mltwin.encoding.AsciiCase;
import java.util.ArrayList;
import java.util.List;

/** Describes in words the permissions that an application asks for. */
final class ScopeDescriptions {

    private ScopeDescriptions() {}

    static List<String> of(String scope) {
        List<String> words = new ArrayList<>();
        for (String asked : scope.trim().split("\\s+")) {
            String text = switch (AsciiCase.lower(asked)) {
                case "openid" -> "Sign you in";
                case "profile" -> "See your name and user name";
                case "email" -> "See your e-mail address";
                case "offline_access" -> "Keep this access while you are away";
                default -> resource(asked);
            };
            if (!words.contains(text)) {
                words.add(text);
            }
        }
        return words;
    }

    private static String resource(String asked) {
        int slash = asked.lastIndexOf('/');
        return asked.contains("://")
                ? "Act in your name at " + asked.substring(0, slash)
                : "Act in your name in Microsoft Graph: " + asked;
    }
}
