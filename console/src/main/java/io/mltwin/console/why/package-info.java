/**
 * The page that explains a refusal. May use decisions, roles and the directory. Start with {@link
 * io.mltwin.console.why.WhyResource}.
 */
package io.mltwin.console.why;
