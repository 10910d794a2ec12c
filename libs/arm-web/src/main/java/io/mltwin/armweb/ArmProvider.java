package io.mltwin.armweb;

import java.util.List;

/**
 * A resource provider behind Azure Resource Manager: serves some types of a namespace. ARM has
 * authenticated, authorized and checked locks and policy before it calls.
 *
 * <p>PUT and DELETE are idempotent: ARM repeats them after a crash.
 */
public interface ArmProvider {

    /**
     * Full types it serves, {@code Microsoft.KeyVault/vaults}; children belong to it unless listed
     * by another.
     */
    List<String> types();

    ArmAnswer handle(ArmCall call);

    /** The provider among {@code all} whose listed type is the longest prefix of {@code type}. */
    static ArmProvider forType(Iterable<ArmProvider> all, String type) {
        ArmProvider best = null;
        int length = -1;
        for (ArmProvider provider : all) {
            for (String served : provider.types()) {
                if (served.length() > length && covers(served, type)) {
                    best = provider;
                    length = served.length();
                }
            }
        }
        return best;
    }

    private static boolean covers(String served, String type) {
        return AsciiCase.equal(type, served)
                || type.length() > served.length()
                        && type.charAt(served.length()) == '/'
                        && AsciiCase.startsWith(type, served);
    }
}
