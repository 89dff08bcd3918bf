/**
 * The style of a page with a table, without the widths of its columns. Colors have a contrast of at least 4.5:1 on the
 * background that they are used on. On a narrow screen each row is a list; on paper the controls are left out.
 */
export const TABLE_STYLE = `
:root{color-scheme:light}
*{box-sizing:border-box}
[hidden]{display:none!important}
body{font:14px/1.45 system-ui,sans-serif;margin:0;padding:1.5rem;background:#fff;color:#1b1f24}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .25rem}
h2{font-size:1.1rem;margin:1.5rem 0 .25rem}
p{margin:.25rem 0}
header p{color:#57606a;max-width:60rem}
ul{margin:.25rem 0 0;padding-left:1.25rem;max-width:80rem}
li{overflow-wrap:anywhere;margin:.15rem 0}
.figures{display:flex;flex-wrap:wrap;gap:.75rem;margin:1rem 0 0}
.figures div{border:1px solid #d0d7de;border-radius:6px;padding:.5rem 1rem;min-width:8rem;display:flex;flex-direction:column-reverse}
.figures dt{color:#57606a}
.figures dd{margin:0;font-size:1.5rem;font-weight:600;font-variant-numeric:tabular-nums}
#controls{display:flex;flex-wrap:wrap;gap:.75rem;align-items:end;margin:1.5rem 0 0}
#controls p{margin:0}
label{display:block;font-weight:600;margin:0 0 .2rem}
input,select,button{font:inherit;color:inherit;background:#fff;border:1px solid #6e7781;border-radius:6px;padding:.35rem .6rem;min-height:2.25rem}
input{width:20rem;max-width:100%}
select{max-width:16rem}
button{cursor:pointer}
:focus-visible{outline:3px solid #0a58ca;outline-offset:1px}
#status{margin:.75rem 0;color:#57606a}
table{font-size:13px;border-collapse:collapse;width:100%;table-layout:fixed}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;border-bottom:1px solid #d0d7de;overflow-wrap:anywhere}
thead th{overflow-wrap:normal;position:sticky;top:0;background:#fff;border-bottom:2px solid #6e7781;vertical-align:bottom;padding:0;font-weight:600}
thead button{border:0;border-radius:0;width:100%;text-align:left;font-weight:600;padding:.35rem .25rem}
thead button:hover{text-decoration:underline}
thead button span{color:#57606a;font-size:.75em}
tbody th{font-weight:600}
tbody tr:nth-child(even of :not([hidden])){background:#f6f8fa}
tbody th,tbody td{padding-left:.25rem}
.minor{color:#57606a;font-weight:400;font-size:.92em}
.bad{color:#a40e26;font-weight:600}
.warn{color:#7a4a00;font-weight:600}
.good{color:#116329}
a{color:#0a58ca}
@media screen and (max-width:48rem){
body{padding:1rem}
input{width:100%}
#controls p:first-child{flex-basis:100%}
#controls p{flex:1 1 9rem}
select{width:100%;max-width:none}
table,tbody,tbody tr,tbody th,tbody td{display:block;width:auto}
thead,thead tr{display:block}
thead button::before{content:"Sort: ";font-weight:400}
thead th{display:inline-block;position:static;border:0;margin:0 .4rem .4rem 0}
thead th button{border:1px solid #6e7781;border-radius:6px;padding:.35rem .6rem}
tbody tr{border-bottom:1px solid #6e7781;padding:.75rem 0}
tbody th,tbody td{border:0;padding:.1rem .25rem}
tbody th{font-size:1.1em}
tbody td{display:grid;grid-template-columns:7.5rem 1fr;column-gap:.5rem}
tbody td::before{color:#57606a;grid-row:1/span 60}
tbody td>div{grid-column:2}
}
@page{size:landscape;margin:1cm}
@media print{
body{padding:0;font-size:8pt}
table{font-size:7.5pt}
#controls,thead button span{display:none}
thead{display:table-header-group}
thead th{position:static}
thead button{padding:0 .25rem;min-height:0}
tbody tr{break-inside:avoid}
tbody tr:nth-child(n){background:none}
a{color:inherit;text-decoration:none}
.figures dd{font-size:12pt}
}
`;
