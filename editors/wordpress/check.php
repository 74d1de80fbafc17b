<?php
/**
 * A check: what `bylint serve` is sent of a story, and what it answers.
 */

namespace Bylint;

defined( 'ABSPATH' ) || exit;

/** How long the service may take, in seconds. The editor waits a little longer. */
const PATIENCE = 10;

/** Where the service is, without a slash at the end. */
function address(): string {
	return untrailingslashit( defined( 'BYLINT_URL' ) ? (string) BYLINT_URL : 'http://127.0.0.1:8427' );
}

/**
 * Check a story as it is edited or about to be saved.
 *
 * @param \WP_Post|null $post  The story as it is stored; null for one that is being created.
 * @param array         $edits What stands over that: content, title, slug, author (an ID), date_gmt, meta; null for what is unchanged.
 * @return array|\WP_Error verdict (publish, warn, block) and findings, each with rule, severity, message, field or null, and start
 *                         and end in code points of the content; an error says why it could not be checked.
 */
function check( ?\WP_Post $post, array $edits ) {
	return ask(
		array_filter(
			array(
				'html'     => without_shortcodes( (string) ( $edits['content'] ?? $post->post_content ?? '' ) ),
				'url'      => $post ? permalink( $post, $edits ) : null,
				'fragment' => true,
				'fields'   => fields( $post, $edits ),
			),
			static function ( $value ) {
				return null !== $value;
			}
		)
	);
}

/** What stands beside the text, by the names that the service knows. */
function fields( ?\WP_Post $post, array $edits ): array {
	$author = (int) ( $edits['author'] ?? $post->post_author ?? get_current_user_id() );
	$date   = $edits['date_gmt'] ?? $post->post_date_gmt ?? '';
	$set    = $date && 0 !== strpos( $date, '0000' );
	$title  = html_entity_decode( wp_strip_all_tags( (string) ( $edits['title'] ?? $post->post_title ?? '' ) ), ENT_QUOTES, 'UTF-8' );
	$fields = array(
		'title'     => mb_substr( $title, 0, 2000 ),
		'author'    => (string) get_the_author_meta( 'display_name', $author ),
		'published' => gmdate( 'c', $set ? strtotime( $date . ' UTC' ) : time() ),
	);
	/** A post meta as it stands in the editor, else as it is stored. */
	$meta = static function ( string $key ) use ( $post, $edits ) {
		return ( (array) ( $edits['meta'] ?? array() ) )[ $key ] ?? ( $post ? get_post_meta( $post->ID, $key, true ) : '' );
	};
	return (array) apply_filters( 'bylint_fields', $fields, $meta, $post );
}

/** The address that the story has or will have. */
function permalink( \WP_Post $post, array $edits ): string {
	if ( 'publish' === $post->post_status ) {
		return (string) get_permalink( $post );
	}
	require_once ABSPATH . 'wp-admin/includes/post.php';
	list( $address, $slug ) = get_sample_permalink( $post->ID, $edits['title'] ?? null, $edits['slug'] ?? null );
	return str_replace( array( '%postname%', '%pagename%' ), $slug, $address );
}

/** The text with blanks where WordPress will put something else, so that what stands after them keeps its place. */
function without_shortcodes( string $html ): string {
	global $shortcode_tags;
	if ( ! $shortcode_tags || false === strpos( $html, '[' ) ) {
		return $html;
	}
	$names = implode( '|', array_map( 'preg_quote', array_keys( $shortcode_tags ) ) );
	$blank = static function ( $found ) {
		return preg_replace( '/[^\n]/u', ' ', $found[0] );
	};
	return preg_replace_callback( "~(?<!\[)\[/?(?:$names)(?![\w-])[^\]]*\]~u", $blank, $html ) ?? $html;
}

/** Ask the service, which is on this machine: the token goes no further. */
function ask( array $order ) {
	if ( ! defined( 'BYLINT_TOKEN' ) || '' === BYLINT_TOKEN ) {
		return unchecked( __( 'BYLINT_TOKEN is not set in wp-config.php.', 'bylint' ) );
	}
	$parts = (array) wp_parse_url( address() );
	if ( 'http' !== ( $parts['scheme'] ?? '' ) || ! in_array( $parts['host'] ?? '', array( '127.0.0.1', 'localhost', '[::1]' ), true ) ) {
		return unchecked( __( 'BYLINT_URL in wp-config.php must lead to this machine, such as http://127.0.0.1:8427.', 'bylint' ) );
	}
	$answer = wp_remote_post(
		address() . '/check',
		array(
			'timeout'     => PATIENCE,
			'redirection' => 0,
			'headers'     => array( 'Authorization' => 'Bearer ' . BYLINT_TOKEN, 'Content-Type' => 'application/json' ),
			'body'        => wp_json_encode( $order ),
		)
	);
	if ( is_wp_error( $answer ) ) {
		/* translators: %s: the error of the connection. */
		return unchecked( sprintf( __( 'The service does not answer (%s).', 'bylint' ), $answer->get_error_message() ) );
	}
	$told = json_decode( wp_remote_retrieve_body( $answer ), true );
	if ( 200 !== wp_remote_retrieve_response_code( $answer ) || ! isset( $told['verdict'], $told['report']['files'][0], $told['places'] ) ) {
		$said = $told['error'] ?? $told['report']['files'][0]['findings'][0]['message'] ?? __( 'The answer is not that of bylint serve.', 'bylint' );
		return unchecked( (string) $said );
	}
	return array( 'verdict' => $told['verdict'], 'findings' => tied( $told['report']['files'][0]['findings'], $told['places'] ) );
}

/** Findings, each with its place. */
function tied( array $findings, array $places ): array {
	return array_map(
		static function ( $finding, $place ) {
			return array(
				'rule'     => (string) $finding['rule'],
				'severity' => (string) $finding['severity'],
				'message'  => (string) $finding['message'],
				'field'    => $place['field'] ?? null,
				'start'    => $place['block']['startCharacter'] ?? 0,
				'end'      => $place['block']['endCharacter'] ?? 0,
			);
		},
		$findings,
		$places
	);
}

function unchecked( string $why ): \WP_Error {
	return new \WP_Error( 'bylint_unchecked', $why, array( 'status' => 503 ) );
}
