/**
 * bylint in the block editor: findings in the pre-publish panel and the sidebar, marked blocks, and the lock.
 *
 * The story is checked when it has been left alone for a moment. A check never saves, and a check that is overtaken is
 * cancelled and not heard.
 */
( function ( wp ) {
	'use strict';

	const { createElement: el, Fragment, useEffect, useRef } = wp.element;
	const { createReduxStore, register, select, dispatch, useSelect } = wp.data;
	const { Button, Notice, Spinner, TextareaControl } = wp.components;
	const { serialize, isUnmodifiedDefaultBlock } = wp.blocks;
	const { __, _n, sprintf } = wp.i18n;
	const { PluginPrePublishPanel, PluginDocumentSettingPanel } =
		wp.editor.PluginPrePublishPanel ? wp.editor : wp.editPost;

	const NAME = 'bylint';
	const REASON = 'bylint_override';
	const SEVERITIES = [ 'error', 'warning', 'info' ];
	// In milliseconds: how long a story is left alone before it is checked, and how long a check may take.
	const QUIET = 800;
	const PATIENCE = 15000;

	/* What is known of the story. `phase` is waiting, checking, checked or unchecked, `why` the reason of the last. */

	const store = createReduxStore( NAME, {
		reducer: ( state = { phase: 'waiting', why: '', verdict: '', findings: [], overrides: [] }, action ) =>
			action.type === 'KNOW' ? { ...state, ...action.known } : state,
		actions: { know: ( known ) => ( { type: 'KNOW', known } ) },
		selectors: {
			known: ( state ) => state,
			count: ( state, clientId ) => state.findings.filter( ( of ) => of.clientId === clientId ).length,
			worst: ( state, clientId ) => SEVERITIES.find( ( each ) =>
				state.findings.some( ( of ) => of.clientId === clientId && of.severity === each ) ),
		},
	} );
	register( store );
	const know = ( known ) => dispatch( NAME ).know( known );

	/* The text that is checked, and which block stands where in it. */

	/** The blocks of the story as the canvas has them, whose IDs may be others than those in core/editor; around them may be a template. */
	function storyBlocks( from ) {
		const canvas = from( 'core/block-editor' );
		const editor = from( 'core/editor' );
		const { isEditingTemplate } = from( 'core/edit-post' ) || {};
		if ( ! editor.getRenderingMode ) { // before WordPress 6.5, which edits a template instead of the story
			return isEditingTemplate && isEditingTemplate() ? editor.getEditorBlocks() : canvas.getBlocks();
		}
		const around = editor.getRenderingMode() !== 'post-only' && canvas.getBlocksByName( 'core/post-content' )[ 0 ];
		return canvas.getBlocks( around || undefined );
	}

	/** A block and those within it, the outer first, each with its range in the text. */
	function ranges( block, text, start ) {
		const found = [ { clientId: block.clientId, start, end: start + text.length } ];
		let from = 0;
		for ( const inner of block.innerBlocks ) {
			const part = serialize( [ inner ], { isInnerBlocks: true } );
			const at = text.indexOf( part, from );
			if ( part && at >= 0 ) {
				found.push( ...ranges( inner, part, start + at ) );
				from = at + part.length;
			}
		}
		return found;
	}

	/** The text of blocks, as WordPress saves it, and the ranges of all blocks in it. */
	function written( blocks ) {
		const found = [];
		let html = '';
		for ( const block of blocks.length === 1 && isUnmodifiedDefaultBlock( blocks[ 0 ] ) ? [] : blocks ) {
			html += html && '\n\n';
			const text = serialize( [ block ] );
			found.push( ...ranges( block, text, html.length ) );
			html += text;
		}
		return { html, found };
	}

	/** Findings, each with the innermost block in which it begins. They count code points, and JavaScript does not. */
	function tied( findings, { html, found } ) {
		const characters = Array.from( html );
		return findings.map( ( finding ) => {
			const at = characters.slice( 0, finding.start ).join( '' ).length;
			const around = finding.end > finding.start ? found.filter( ( { start, end } ) => start <= at && at < end ) : [];
			return { ...finding, clientId: around.length ? around[ around.length - 1 ].clientId : null };
		} );
	}

	/* The check. */

	/** What stands beside the text, in JSON: it is compared. */
	function beside( editor ) {
		const of = ( name ) => editor.getEditedPostAttribute( name );
		return JSON.stringify( {
			title: of( 'title' ) || '', slug: of( 'slug' ) || '', author: of( 'author' ), meta: of( 'meta' ) || {},
			date: editor.isEditedPostDateFloating() ? null : of( 'date' ),
		} );
	}

	let running = null;
	let last = { asked: '', answer: null };

	/** Check the story as it stands; `again` even if nothing has changed. Whatever goes wrong, it ends, and with it the lock. */
	async function check( again ) {
		if ( running ) {
			running.abort();
		}
		const mine = running = new AbortController();
		const late = setTimeout( () => mine.abort(), PATIENCE );
		try {
			const editor = select( 'core/editor' );
			const text = written( storyBlocks( select ) );
			const told = ( answer ) => know( { ...answer, phase: 'checked', why: '', findings: tied( answer.findings, text ) } );
			const asked = beside( editor ) + text.html;
			if ( ! text.html.trim() && ! editor.getEditedPostAttribute( 'title' ) ) {
				know( { phase: 'waiting', why: '', verdict: '', findings: [] } );
			} else if ( ! again && last.answer && asked === last.asked ) {
				told( last.answer );
			} else {
				know( { phase: 'checking' } );
				const over = new Promise( ( _, end ) => mine.signal.addEventListener( 'abort', end ) );
				const answer = await Promise.race( [ over, wp.apiFetch( {
					path: `/bylint/v1/posts/${ editor.getCurrentPostId() }/check`,
					method: 'POST',
					data: { ...JSON.parse( beside( editor ) ), content: text.html },
					signal: mine.signal,
				} ) ] );
				if ( mine === running ) {
					told( answer );
					last = { asked, answer };
				}
			}
		} catch ( error ) {
			if ( mine === running ) {
				last = { asked: '', answer: null };
				const why = mine.signal.aborted ? __( 'The check took too long.', 'bylint' ) : error.message || String( error );
				know( { phase: 'unchecked', why, verdict: '', findings: [] } );
			}
		} finally {
			clearTimeout( late );
		}
	}

	/* What the editor is told. */

	/** Whether saving would make the story public: the correction of one that is live does not, nor does a private one. */
	function goesLive( editor ) {
		const now = editor.getCurrentPostAttribute( 'status' );
		const mayPublish = !! ( editor.getCurrentPost()._links || {} )[ 'wp:action-publish' ];
		return mayPublish && now !== 'publish' && editor.getEditedPostAttribute( 'status' ) !== 'private';
	}

	/** The store with the panels: WordPress moved them in 6.6. */
	const PANELS = select( 'core/editor' ).isPublishSidebarOpened ? 'core/editor' : 'core/edit-post';

	/** Open the panel in the sidebar, which WordPress keeps folded. */
	function unfold() {
		const panel = `${ NAME }/${ NAME }`;
		if ( ! select( PANELS ).isEditorPanelOpened( panel ) ) {
			dispatch( PANELS ).toggleEditorPanelOpened( panel );
		}
	}

	/** Watches the story and holds the lock; shows nothing. */
	function Watch() {
		const { phase, why, verdict } = useSelect( ( from ) => from( NAME ).known(), [] );
		const now = useSelect( ( from ) => {
			const editor = from( 'core/editor' );
			return {
				blocks: storyBlocks( from ),
				beside: beside( editor ),
				saving: editor.isSavingPost() && ! editor.isAutosavingPost(),
				gated: goesLive( editor ),
				reason: ( editor.getEditedPostAttribute( REASON ) || '' ).trim(),
				open: from( PANELS ).isPublishSidebarOpened(),
				// Without the panel there is one button, and no moment at which to wait for a check.
				direct: ! editor.isPublishSidebarEnabled() || editor.getCurrentPostAttribute( 'status' ) === 'future',
			};
		}, [] );

		useEffect( () => {
			know( { phase: 'checking' } );
			const timer = setTimeout( check, QUIET );
			return () => clearTimeout( timer );
		}, [ now.blocks, now.beside ] );

		const blocked = verdict === 'block' || ( now.open && phase === 'checking' );
		const locked = now.gated && blocked && ! now.reason && ( now.open || now.direct );
		useEffect( () => {
			const { lockPostSaving, unlockPostSaving } = dispatch( 'core/editor' );
			( locked ? lockPostSaving : unlockPostSaving )( NAME );
			if ( locked && ! now.open ) {
				unfold();
			}
		}, [ locked, phase ] );

		const saved = useRef( false );
		useEffect( () => {
			if ( saved.current && ! now.saving ) {
				afterSave();
			}
			saved.current = now.saving;
		}, [ now.saving ] );

		useEffect( () => {
			if ( now.open && phase === 'unchecked' ) {
				check( true );
			}
		}, [ now.open ] );

		// Told once, not after each word: whoever has read it may take it away.
		const warned = useRef( '' );
		useEffect( () => {
			const { createWarningNotice, removeNotice } = dispatch( 'core/notices' );
			if ( phase === 'unchecked' && why !== warned.current ) {
				createWarningNotice( unchecked( why ), { id: NAME } );
				warned.current = why;
			} else if ( phase === 'checked' && warned.current ) {
				removeNotice( NAME );
				warned.current = '';
			}
		}, [ phase, why ] );

		const said = phase === 'checked' && now.open ? counted() : '';
		useEffect( () => {
			if ( said ) {
				wp.a11y.speak( 'bylint: ' + said );
			}
		}, [ said ] );
		return null;
	}

	/** A refused save leaves the status it was to have, and the next draft that is saved would publish the story. */
	function afterSave() {
		const editor = select( 'core/editor' );
		const { id, type, status } = editor.getCurrentPost();
		const error = select( 'core' ).getLastEntitySaveError( 'postType', type, id );
		if ( error && error.code === 'bylint_blocked' ) {
			dispatch( 'core/editor' ).editPost( { status }, { undoIgnore: true } );
		}
		check( true );
	}

	/* What people see. */

	function unchecked( why ) {
		/* translators: %s: why, in sentences. */
		return sprintf( __( 'bylint could not check this story, and publishing is not locked: it goes out UNCHECKED. %s', 'bylint' ), why );
	}

	const TITLES = {
		error: ( n ) => sprintf( _n( '%d error', '%d errors', n, 'bylint' ), n ),
		warning: ( n ) => sprintf( _n( '%d warning', '%d warnings', n, 'bylint' ), n ),
		info: ( n ) => sprintf( _n( '%d hint', '%d hints', n, 'bylint' ), n ),
	};
	const FIELDS = {
		title: __( 'Title', 'bylint' ),
		author: __( 'Author', 'bylint' ),
		source: __( 'Source', 'bylint' ),
		source_url: __( 'Address of the source', 'bylint' ),
		canonical: __( 'Canonical address', 'bylint' ),
		published: __( 'Date', 'bylint' ),
		url: __( 'Permalink', 'bylint' ),
	};

	const of = ( severity ) => select( NAME ).known().findings.filter( ( finding ) => finding.severity === severity );

	function counted() {
		const parts = SEVERITIES.filter( ( each ) => of( each ).length ).map( ( each ) => TITLES[ each ]( of( each ).length ) );
		return parts.join( ', ' ) || __( 'nothing found', 'bylint' );
	}

	function show( clientId ) {
		if ( window.matchMedia( '(max-width: 781px)' ).matches ) {
			dispatch( PANELS ).closePublishSidebar();
		}
		dispatch( 'core/block-editor' ).selectBlock( clientId );
	}

	function Finding( { finding } ) {
		const where = finding.field && ( FIELDS[ finding.field ] || finding.field );
		return el( 'li', { className: 'bylint-finding bylint-finding-' + finding.severity },
			el( 'p', null, finding.message ),
			el( 'p', { className: 'bylint-where' },
				where && el( 'span', null, where ),
				finding.clientId && el( Button, { variant: 'link', onClick: () => show( finding.clientId ) }, __( 'Show the block', 'bylint' ) ),
				el( 'code', null, finding.rule )
			)
		);
	}

	/** What becomes of a story with findings that block. */
	function Verdict( { gated, live, mayOverride, reason } ) {
		if ( live ) {
			return el( 'p', null, __( 'The story is live, so its correction is not locked.', 'bylint' ) );
		}
		const locked = mayOverride
			? __( 'Publishing is locked until this is mended, or a reason is given.', 'bylint' )
			: __( 'Publishing is locked until this is mended.', 'bylint' );
		return gated && el( 'p', null, el( 'strong', null,
			reason ? __( 'The story will be published over what bylint found.', 'bylint' ) : locked ) );
	}

	function Override( { reason } ) {
		return el( TextareaControl, {
			label: __( 'Publish anyway, because', 'bylint' ),
			help: __( 'Kept with the story, with your name, the time and the findings.', 'bylint' ),
			rows: 2,
			maxLength: 2000,
			value: reason,
			onChange: ( value ) => dispatch( 'core/editor' ).editPost( { [ REASON ]: value }, { undoIgnore: true } ),
		} );
	}

	function Findings() {
		const { phase, why, verdict, findings, overrides, mayOverride } = useSelect( ( from ) => from( NAME ).known(), [] );
		const { gated, live, reason } = useSelect( ( from ) => {
			const editor = from( 'core/editor' );
			return {
				gated: goesLive( editor ),
				live: editor.getCurrentPostAttribute( 'status' ) === 'publish',
				reason: editor.getEditedPostAttribute( REASON ) || '',
			};
		}, [] );
		return el( 'div', { className: 'bylint-findings', 'aria-busy': phase === 'checking' },
			phase === 'waiting' && el( 'p', null, __( 'There is nothing to check yet.', 'bylint' ) ),
			phase === 'unchecked' && el( Notice, { status: 'warning', isDismissible: false }, unchecked( why ) ),
			phase === 'checked' && ! findings.length && el( 'p', null, __( 'Nothing found.', 'bylint' ) ),
			verdict === 'block' && el( Verdict, { gated, live, mayOverride, reason: reason.trim() } ),
			SEVERITIES.filter( ( each ) => of( each ).length ).map( ( each ) => el( Fragment, { key: each },
				el( 'h3', null, TITLES[ each ]( of( each ).length ) ),
				el( 'ul', null, of( each ).map( ( finding, index ) => el( Finding, { key: index, finding } ) ) )
			) ),
			verdict === 'block' && gated && mayOverride && el( Override, { reason } ),
			overrides.map( ( { name, time, reason: given }, index ) => el( 'p', { key: index, className: 'bylint-override' },
				/* translators: 1: a person. 2: a date. 3: the reason they gave. */
				sprintf( __( 'Published over findings by %1$s on %2$s: “%3$s”', 'bylint' ), name, wp.date.dateI18n( wp.date.getSettings().formats.datetime, time ), given )
			) ),
			// Last, and one line either way: nothing moves under the pointer while a check runs.
			el( 'p', { className: 'bylint-again' }, phase === 'checking'
				? el( Fragment, null, el( Spinner ), __( 'Checking…', 'bylint' ) )
				: phase !== 'waiting' && el( Button, { variant: 'link', onClick: () => check( true ) }, __( 'Check again', 'bylint' ) ) )
		);
	}

	function Panels() {
		const { phase } = useSelect( ( from ) => from( NAME ).known(), [] );
		const title = { checked: 'bylint: ' + counted(), unchecked: __( 'bylint: NOT checked', 'bylint' ) }[ phase ] || 'bylint';
		return el( Fragment, null,
			el( Watch ),
			el( PluginPrePublishPanel, { title, initialOpen: true, icon: el( Fragment ) }, el( Findings ) ),
			el( PluginDocumentSettingPanel, { name: NAME, title, icon: el( Fragment ) }, el( Findings ) )
		);
	}

	wp.plugins.registerPlugin( NAME, { render: Panels } );

	const marked = wp.compose.createHigherOrderComponent( ( Block ) => ( props ) => {
		const worst = useSelect( ( from ) => from( NAME ).worst( props.clientId ), [ props.clientId ] );
		const count = useSelect( ( from ) => from( NAME ).count( props.clientId ), [ props.clientId ] );
		if ( ! worst ) {
			return el( Block, props );
		}
		/* translators: %d: how many findings a block has. */
		const label = sprintf( _n( 'bylint: %d finding', 'bylint: %d findings', count, 'bylint' ), count );
		const className = `${ props.className || '' } bylint-block bylint-block-${ worst }`;
		return el( Block, { ...props, className, wrapperProps: { ...props.wrapperProps, 'data-bylint': label } } );
	}, 'withBylint' );
	wp.hooks.addFilter( 'editor.BlockListBlock', 'bylint/marked', marked );
} )( window.wp );
