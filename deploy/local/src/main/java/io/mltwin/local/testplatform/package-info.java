/**
 * The platform that the tests of one user share: where it lies, who uses it, and when it ends. It
 * uses the launcher's layout alone. Start reading at {@link io.mltwin.local.testplatform.TestPlatform}.
 */
package io.mltwin.local.testplatform;
