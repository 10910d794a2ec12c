/**
 * The page of the keys under which a workspace's data lies, and what stops without them. May use
 * the calls to Azure and the frame of pages. Start with {@link io.mltwin.console.keys.Surfaces}.
 */
package io.mltwin.console.keys;
