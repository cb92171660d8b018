// The sentences of the Click language. Every choice is made by the next two words alone, so reading
// takes time linear in the text; what a name means is decided when the graph is built.
parser grammar ClickParser;

options { tokenVocab = ClickLexer; }

configuration : statement* EOF ;

statement : definition | requirement | variables | chain | SEMICOLON ;

definition : ELEMENTCLASS NAME compound ;

requirement : REQUIRE arguments ;

variables : DEFINE arguments ;

chain : stage ( ( ARROW | DOUBLE_ARROW ) stage )* ;

stage : node ( COMMA node )* ;

node : ports? element ports? ;

ports : LEFT_BRACKET ( NUMBER ( COMMA NUMBER? )* )? RIGHT_BRACKET ;

element : NAME ( DECLARES use | arguments )? | compound arguments? ;

use : ( NAME | compound ) arguments? ;

compound : LEFT_BRACE parameters? statement* RIGHT_BRACE ;

parameters : parameter ( COMMA parameter )* BAR ;

parameter : NAME? VARIABLE ;

arguments : OPEN argument ( COMMA argument )* CLOSE ;

argument : piece* ;

piece : WORD | STRING | OPEN ( piece | COMMA )* CLOSE ;
